import { CodedError } from '#shared/contract/errors.ts';
import { rulesOf } from '#shared/rules/governing.ts';
import { type RulePack, rulePackSchema } from '#shared/rules/rule.ts';
import { namesIn, readOne, refuse } from './data-files.ts';

/** What rules and packs may name. */
interface KnownIds {
  categories(): ReadonlySet<string>;
  requirements(): ReadonlySet<string>;
}

/** The rule packs of a folder: opening a workspace needs one and those that it includes. */
export class ShippedPacks {
  readonly #directory: string;
  readonly #known: KnownIds;
  readonly #read = new Map<string, RulePack>();
  readonly #names: ReadonlySet<string>;

  constructor(directory: string, known: KnownIds) {
    this.#directory = directory;
    this.#known = known;
    this.#names = new Set(namesIn(directory));
  }

  /** All of them, each checked with what it includes. */
  all(): RulePack[] {
    return [...this.#names].map((id) => this.get(id));
  }

  /** Errors: PACK_UNKNOWN. */
  get(id: string): RulePack {
    const pack = this.find(id);
    if (!pack) throw new CodedError('PACK_UNKNOWN', { id });
    try {
      rulesOf(pack, (included) => this.find(included));
    } catch (error) {
      if (error instanceof CodedError) throw error;
      throw new CodedError('PACK_INVALID', { file: `${id}.json`, reason: String(error) });
    }
    return pack;
  }

  find(id: string): RulePack | undefined {
    const known = this.#read.get(id);
    if (known || !this.#names.has(id)) return known;
    const pack = readOne(this.#directory, id, rulePackSchema);
    const [categories, requirements] = [this.#known.categories(), this.#known.requirements()];
    for (const rule of pack.rules) {
      const unknown = rule.categories.find((category) => !categories.has(category));
      refuse(unknown !== undefined, `${id}.json`, `规则 ${rule.id} 的类别 ${unknown} 未定义`);
    }
    const unknown = pack.gateBases.find(({ requirement }) => !requirements.has(requirement));
    refuse(unknown !== undefined, `${id}.json`, `没有设施要求 ${unknown?.requirement}`);
    this.#read.set(id, pack);
    return pack;
  }
}
