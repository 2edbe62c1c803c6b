/** Drawn codes, as in `reporting/codes.py`: what a person meant, and whether it can be one. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 13;
const MODULUS = 37;

/** Full-width, lower case, look-alikes, spaces and dashes put right. */
export function normalise(text) {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-‐-―−ー_.·]+/gu, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}

function remainder(values, modulus) {
  return values.reduce((rest, value) => (rest * ALPHABET.length + value) % modulus, 0);
}

/** The stratum that a well-formed code was drawn for, of those of its school level. */
export function stratumOf(code, strata) {
  const values = [...code].map((sign) => ALPHABET.indexOf(sign));
  return strata[remainder(values.slice(0, -1), strata.length)];
}

/** Whether a normalised code has its length, its signs and the right check character. */
export function isWellFormed(code) {
  const values = [...code].map((sign) => ALPHABET.indexOf(sign));
  if (values.length !== LENGTH || values.includes(-1)) return false;
  const check = values.pop();
  return remainder(values, MODULUS) === check;
}
