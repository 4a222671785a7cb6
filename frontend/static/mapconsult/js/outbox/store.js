/**
 * Where the outbox lies: IndexedDB, which also the service worker reads, and which keeps photos. What cannot
 * be written there (private mode, a full disk) is held by this page, its words by this tab as well.
 */

const NAME = "mapconsult";
const ENTRIES = "outbox";
const SPARE = "outbox";

let opening = null;
// Entries that the device did not take; photos live here as long as the page.
const spare = new Map(stored().map((entry) => [entry.key, entry]));

/** Every entry, the newest first. */
export async function all() {
  const kept = await attempt(() => run("readonly", (entries) => entries.getAll()), []);
  const others = kept.filter(({ key }) => !spare.has(key));
  return [...others, ...spare.values()].sort((one, other) => other.created - one.created);
}

/** The entry of that key, or undefined. */
export async function get(key) {
  return spare.get(key) ?? attempt(() => run("readonly", (entries) => entries.get(key)));
}

/**
 * Write what `change` makes of the entry of that key (undefined where there is none), in one transaction, so
 * that two tabs never write over each other; nothing leaves all as it is. Answers what is there now.
 */
export async function update(key, change) {
  if (spare.has(key)) return hold(change(spare.get(key)) || spare.get(key));
  let made;
  try {
    await run("readwrite", (entries) => {
      const read = entries.get(key);
      read.onsuccess = () => {
        made = change(read.result);
        if (made) entries.put(made);
        else made = read.result;
      };
      return read;
    });
    return made;
  } catch {
    return hold(made || change(await get(key)));
  }
}

export async function remove(key) {
  spare.delete(key);
  writeSpare();
  await attempt(() => run("readwrite", (entries) => entries.delete(key)));
}

/** Whether all that was written survives the page: false once the device has refused something. */
export function isLasting() {
  return spare.size === 0;
}

function hold(entry) {
  if (!entry) return undefined;
  spare.set(entry.key, entry);
  writeSpare();
  return entry;
}

/** The words alone: photos do not fit into the tab's store. It may be full or forbidden, too. */
function writeSpare() {
  try {
    globalThis.sessionStorage?.setItem(SPARE, JSON.stringify([...spare.values()], withoutPhotos));
  } catch {
    return;
  }
}

function withoutPhotos(name, value) {
  return Array.isArray(value) ? value.filter((one) => !(one?.blob instanceof Blob)) : value;
}

function stored() {
  try {
    return JSON.parse(globalThis.sessionStorage?.getItem(SPARE) ?? "[]");
  } catch {
    return [];
  }
}

async function attempt(work, otherwise) {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}

/** The result of `ask` (an IDBRequest) once its transaction is written to the disk. */
async function run(mode, ask) {
  const database = await (opening ??= open());
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(ENTRIES, mode, { durability: "strict" });
    const asked = ask(transaction.objectStore(ENTRIES));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(ENTRIES, { keyPath: "key" });
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      // A later release may change the shape of the store while this page is still open.
      request.result.onversionchange = () => request.result.close();
      request.result.onclose = () => (opening = null);
      resolve(request.result);
    };
  });
}
