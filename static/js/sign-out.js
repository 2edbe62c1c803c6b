// After a student's sign-out: empty what this browser kept. The server asks for the same with
// Clear-Site-Data, which some tablets' browsers do not know.

localStorage.clear();
sessionStorage.clear();

const databases = (await indexedDB.databases?.()) ?? [];
for (const { name } of databases) {
  indexedDB.deleteDatabase(name);
}

const cacheNames = "caches" in window ? await caches.keys() : [];
await Promise.all(cacheNames.map((name) => caches.delete(name)));
