/**
 * Answers on their way to the server.
 *
 * Every answer is written to the device before it is sent, and forgotten only when the server
 * has said that it holds this revision or a newer one. So a cut line, a reload or a closed tab
 * loses nothing. Answers are kept under their attempt and their owner: on a device that goes from
 * hand to hand nobody else's are ever read, sent or thrown away.
 */
import { openStore } from "./answer-store.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;
// Answers that make no sense to the server will not make sense later.
const REFUSED = new Set([400, 404, 422]);

// Answers nobody came back for. After a week no quiz waits for them.
const LONGEST_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

// The queues of this page, by attempt.
const queues = new Map();

/** An answer as the server takes it, alone or in the full set of a submit. */
export function sentFormOf({ item, chosen, text = "", confidence = null, rev }) {
  return { item, chosen, text, confidence, client_rev: rev };
}

/** The opaque word of the student this page belongs to; none on a page of nobody. */
function ownerOfPage() {
  return document.querySelector("[data-student-bar]")?.dataset.owner;
}

/**
 * Every queue with something to send: those of this page, and one for each attempt whose answers
 * this student left on the device earlier.
 */
export async function queuesOfThisStudent() {
  const owner = ownerOfPage();
  if (!owner) return [];
  const token = document.querySelector("[data-student-bar]").elements.csrfmiddlewaretoken.value;
  const store = await openStore();
  for (const answer of await store.everything()) {
    const { attempt, saveUrl } = answer;
    if (answer.owner !== owner || queues.has(attempt)) continue;
    new AnswerQueue({ attempt, saveUrl, token, tell: () => {} });
  }
  return [...queues.values()];
}

/** Send whatever of this student waits on the device. */
export async function sendAnswersOfThisStudent() {
  const own = await queuesOfThisStudent();
  await Promise.all(own.map((queue) => queue.flush()));
}

/** Forget this student's answers; resolves to whether another student's still wait here. */
export async function forgetAnswersOfThisStudent() {
  const store = await openStore();
  const all = await store.everything();
  const own = all.filter((answer) => answer.owner === ownerOfPage());
  await Promise.all(own.map((answer) => store.drop(answer)));
  return own.length < all.length;
}

/** Whether answers of anybody wait on this device; those nobody came back for are forgotten. */
export async function holdsAnybodysAnswers() {
  const store = await openStore();
  const all = await store.everything();
  const old = all.filter((answer) => answer.rev < Date.now() - LONGEST_KEPT_MS);
  await Promise.all(old.map((answer) => store.drop(answer)));
  return old.length < all.length;
}

/**
 * The queue of one attempt.
 *
 * `tell` hears what happens, as an object with `kind`:
 *   saved {item, rev, at}   the server holds it
 *   waiting                 the server cannot be reached; the queue tries again by itself
 *   shown {item}            the right answer was shown before; the first answer stands
 *   ended {state, url}      the attempt takes no more answers
 *   signed-out {state}      nobody is signed in; the answers stay on the device until `resume`
 *   stale                   the page is too old to send; the answers stay on the device
 *   refused {item}          the server will never take this answer
 */
export class AnswerQueue {
  constructor({ attempt, saveUrl, token, tell }) {
    Object.assign(this, { attempt, saveUrl, token, tell });
    this.store = openStore();
    this.wait = FIRST_WAIT_MS;
    this.timer = 0;
    this.sending = null;
    this.isStopped = false;
    this.hasEnded = false;
    queues.set(attempt, this);
    globalThis.addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.sendEverythingNow();
    });
  }

  /** Keep an answer and send it; resolves with its revision once the device holds it. */
  async put(item, { chosen, text, confidence }, atLeast = 0) {
    const store = await this.store;
    const { attempt, saveUrl } = this;
    const owner = ownerOfPage();
    const answer = { attempt, saveUrl, item, chosen, text, confidence, owner };
    const rev = await store.put(answer, atLeast);
    this.flush();
    return rev;
  }

  /** Answers the server has not acknowledged. */
  async pending() {
    return (await this.store).all(this.attempt);
  }

  /** Whether something waits that the server could still take. */
  async holdsAnswers() {
    return !this.hasEnded && (await this.pending()).length > 0;
  }

  /** Go on after somebody signed in again, with the page's new token. */
  resume(token) {
    this.token = token;
    this.isStopped = false;
    return this.flush();
  }

  /** Send what waits, one after the other; resolves to whether nothing waits any more. */
  flush() {
    this.sending ??= this.#sendAll().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async #sendAll() {
    globalThis.clearTimeout(this.timer);
    let answers = this.isStopped ? [] : await this.pending();
    while (answers.length > 0) {
      for (const answer of answers) {
        if (!(await this.#send(answer))) return false;
      }
      answers = await this.pending();
    }
    return !this.isStopped;
  }

  /** Whether to go on with the next answer. */
  async #send(answer) {
    let response;
    try {
      response = await fetch(this.saveUrl, this.#request(answer));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return this.#later();
    }
    if (response.ok) return this.#acknowledge(answer, await response.json());
    if (response.status === 409) return this.#end(answer, await response.json());
    if (response.status === 401) {
      const { state } = await response.json();
      return this.#stop({ kind: "signed-out", state });
    }
    // Somebody signed in since this page was loaded: its token is worth nothing, the answer is.
    if (response.status === 403) return this.#stop({ kind: "stale" });
    if (REFUSED.has(response.status)) return this.#drop(answer, "refused");
    return this.#later(Number(response.headers.get("Retry-After")) * 1000);
  }

  #request(answer) {
    return {
      method: "POST",
      keepalive: true,
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": this.token,
      },
      body: JSON.stringify(sentFormOf(answer)),
    };
  }

  async #acknowledge(answer, { saved_rev: rev, saved_at: at }) {
    this.wait = FIRST_WAIT_MS;
    if (rev >= answer.rev) {
      await (await this.store).drop(answer);
      this.tell({ kind: "saved", item: answer.item, rev, at });
    }
    return true;
  }

  async #end(answer, { state, url }) {
    if (state === "shown") return this.#drop(answer, "shown");
    await (await this.store).drop(answer);
    this.hasEnded = true;
    return this.#stop({ kind: "ended", state, url });
  }

  async #drop(answer, kind) {
    await (await this.store).drop(answer);
    this.tell({ kind, item: answer.item });
    return true;
  }

  #stop(news) {
    this.isStopped = true;
    this.tell(news);
    return false;
  }

  /** Try again later: longer each time, and not at the same moment as thirty neighbours. */
  #later(askedFor = 0) {
    const wait = Math.max(askedFor || 0, this.wait) * (1 + Math.random());
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
    this.timer = globalThis.setTimeout(() => this.flush(), wait);
    this.tell({ kind: "waiting" });
    return false;
  }

  /** The page may be gone in a moment: requests that outlive it carry what still waits. */
  async sendEverythingNow() {
    if (this.isStopped || this.sending) return;
    for (const answer of await this.pending()) {
      fetch(this.saveUrl, this.#request(answer)).catch(() => {});
    }
  }
}
