// Answers one question of test_blindrsa.py per line: what Cloudflare's library, which nobody here
// wrote, makes of our bytes. All byte strings are base64.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packages, ours] = process.argv.slice(2);
const place = createRequire(pathToFileURL(`${packages}/`)).resolve("@cloudflare/blindrsa-ts");
const { RSABSSA } = await import(pathToFileURL(place));
const { blind, finalize, prepare, readKey } = await import(pathToFileURL(ours));
const suite = RSABSSA.SHA384.PSS.Randomized();
const RSA_PSS = { name: "RSA-PSS", hash: "SHA-384" };

const toBytes = (text) => Uint8Array.from(Buffer.from(text, "base64"));
const toText = (bytes) => Buffer.from(bytes).toString("base64");
const publicKey = (spki) =>
  crypto.subtle.importKey("spki", toBytes(spki), RSA_PSS, true, ["verify"]);
const privateKey = (pkcs8) =>
  crypto.subtle.importKey("pkcs8", toBytes(pkcs8), RSA_PSS, true, ["sign"]);

const answers = {
  async blind({ key, context }) {
    const prepared = suite.prepare(toBytes(context));
    const { blindedMsg, inv } = await suite.blind(await publicKey(key), prepared);
    return { prepared: toText(prepared), message: toText(blindedMsg), inverse: toText(inv) };
  },
  async finalize({ key, prepared, signed, inverse }) {
    const given = [prepared, signed, inverse].map(toBytes);
    return { signature: toText(await suite.finalize(await publicKey(key), ...given)) };
  },
  async sign({ key, message }) {
    return { signed: toText(await suite.blindSign(await privateKey(key), toBytes(message))) };
  },
  async verify({ key, prepared, signature }) {
    const given = [signature, prepared].map(toBytes);
    return { isRight: await suite.verify(await publicKey(key), ...given) };
  },
  // Our module as the client, their library as the issuer.
  async together({ key, secret, context }) {
    const read = await readKey(toBytes(key));
    const prepared = prepare(toBytes(context));
    const hidden = await blind(read, prepared);
    const signed = await suite.blindSign(await privateKey(secret), hidden.message);
    const signature = await finalize(read, prepared, signed, hidden.inverse);
    return { prepared: toText(prepared), signature: toText(signature) };
  },
};

for (const line of readFileSync(0, "utf8").trim().split("\n")) {
  const { ask, ...given } = JSON.parse(line);
  console.log(JSON.stringify(await answers[ask](given)));
}
