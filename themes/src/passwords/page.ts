// The page on which a password is chosen: says while it is typed whether the server will take it, and why not.
// Without this script the server says it after the form is sent.
import type { guess as Guess, KnownWords } from "./guessing";
import { type Rule, type Verdict, verdictOn } from "./verdict";

/** So long after the last key a screen reader is told: nobody wants to hear every letter judged. */
const PAUSE_MILLISECONDS = 400;
const GUESSING = "./password-guessing.js";

class Meter {
  private readonly bars = this.part("bars");
  private readonly said = this.part("said");

  constructor(private readonly root: HTMLElement) {}

  rule(): Rule {
    const { minLength, minStrength } = this.root.dataset;
    return {
      minLength: Number(minLength),
      minStrength: Number(minStrength),
      words: { own: this.words("own"), school: this.words("school"), common: this.words("common") } satisfies KnownWords,
    };
  }

  show({ accepted, filled, text, missing }: Verdict): void {
    this.root.hidden = text === "empty";
    this.root.dataset["accepted"] = String(accepted);
    this.bars.dataset["filled"] = String(filled);
    this.said.textContent = this.sentence(text).replace("{0}", String(missing));
  }

  private sentence(name: string): string {
    return this.root.querySelector(`[data-text="${name}"]`)?.textContent ?? "";
  }

  private words(kind: string): string[] {
    return (this.root.dataset[kind] ?? "").split(" ").filter(Boolean);
  }

  private part(name: string): HTMLElement {
    return this.root.querySelector(`[data-strength-${name}]`) as HTMLElement;
  }
}

function watch(field: HTMLInputElement, root: HTMLElement): void {
  const meter = new Meter(root);
  const rule = meter.rule();
  let guessing: Promise<{ guess: typeof Guess }> | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const judge = async () => {
    const { guess } = await (guessing ??= import(GUESSING));
    meter.show(verdictOn(field.value, rule, guess));
  };
  const load = () => void (guessing ??= import(GUESSING));
  field.addEventListener("focus", load, { once: true });
  if (document.activeElement === field) {
    load();
  }
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(judge, PAUSE_MILLISECONDS);
  });
}

const root = document.querySelector<HTMLElement>("[data-strength]");
const field = document.getElementById(root?.dataset["strength"] ?? "");
if (root && field instanceof HTMLInputElement) {
  watch(field, root);
}
