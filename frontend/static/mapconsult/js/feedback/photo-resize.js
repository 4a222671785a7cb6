/** A picture made small in the browser: upright, without what the camera wrote into it (place, time, owner). */

const LONGEST = 1600;
const QUALITY = 0.8;
// What cannot be painted here is not sent either: the server would refuse it after a long upload.
export class Unreadable extends Error {}

/** {blob, width, height} of an image file, its long side at most 1600 px; rejects with Unreadable. */
export async function resized(file) {
  const image = await read(file);
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const [width, height] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  // JPEG knows nothing of what is transparent.
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width, height);
  image.close();
  return { blob: await written(canvas), width, height };
}

async function read(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new Unreadable();
  }
}

/** WebP, or JPEG where the browser cannot write it and gives PNG instead. */
async function written(canvas) {
  const blob = await encoded(canvas, "image/webp");
  return blob?.type === "image/webp" ? blob : encoded(canvas, "image/jpeg");
}

function encoded(canvas, type) {
  return new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
}
