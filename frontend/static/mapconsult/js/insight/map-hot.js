/** Hot spots: cells with more, or fewer, remarks around them than chance would give. */

export class HotSpots {
  constructor(picture) {
    this.picture = picture;
  }

  draw() {
    this.picture.shapes.show([], null);
  }

  source() {
    return { url: this.picture.urls.counts, asked: [] };
  }
}
