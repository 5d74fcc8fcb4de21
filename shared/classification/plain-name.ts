import { toHalfWidth } from '../registry/text.ts';

/** A name taken apart. */
export interface NameParts {
  /** The name itself: half width, upper case, without brackets, doors and spaces that part single characters. */
  readonly text: string;
  /** The same with doors and buildings. */
  readonly whole: string;
  /** What stands in brackets. */
  readonly aside: string;
  /** 筹建, 已注销 …: the name itself says that the business is not, or no more, at work. */
  readonly state: string | null;
}

const stateWords = /筹建|筹备|^筹$|注销|停业|歇业|停止营业|暂停营业|已?搬迁|已?关闭|已?关门|已?拆/;
const endsWithState = /(已注销|已停业|已歇业|筹建处|筹备处)$/;
/** Doors and buildings of a place: its name ends before them. */
const doors = /[东西南北]+[一二三四五六]?门$|\d+号门$|[A-Z\d]号?[楼座]$|[一二三四五六七八九十\d]+(楼|层)$/;
/** Names of nothing but these need no look at what follows. */
const special = /[^\u4e00-\u9fff0-9A-Z]/;

/** Takes a name apart. */
export function partsOfName(name: string): NameParts {
  const plain = special.test(name) ? plainName(name) : name;
  const at = plain.indexOf('(');
  const { text, aside } = at < 0 ? { text: plain, aside: '' } : withoutBrackets(plain);
  const [state = null] =
    (aside === '' ? null : stateWords.exec(aside)) ??
    (/[销业处]$/.test(text) ? endsWithState.exec(text) : null) ??
    [];
  const own = /[门楼座层]$/.test(text) ? text.replace(doors, '') || text : text;
  return { text: own, whole: text, aside: state ? '' : aside, state };
}

/** Half width, upper case, one kind of bracket, without what parts single characters: K T V, 网 吧. */
function plainName(name: string): string {
  let text = toHalfWidth(name).trim();
  if (/[a-z]/.test(text)) text = text.toUpperCase();
  if (/[[\]{}【】〔〕「」『』〈〉《》]/.test(text))
    text = text.replace(/[[{【〔「『〈《]/g, '(').replace(/[\]}】〕」』〉》]/g, ')');
  if (!/[ .\-·•]/.test(text)) return text;
  return text
    .replace(/(?<![A-Z])[A-Z](?:[ .\-·•]+[A-Z](?![A-Z]))+/g, (letters) => letters.replace(/[^A-Z]/g, ''))
    .replace(/K-TV/g, 'KTV')
    .replace(/(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])/g, '')
    .replace(/(?<=[A-Z0-9]) +(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) +(?=[A-Z0-9])/g, '');
}

function withoutBrackets(name: string): { text: string; aside: string } {
  const asides: string[] = [];
  const text = name
    .replace(/\(([^()]*)\)?/g, (_, inner: string) => {
      asides.push(inner.trim());
      return '';
    })
    .replace(/[()]/g, '')
    .trim();
  const aside = asides.join(' ');
  return text === '' ? { text: aside, aside: '' } : { text, aside };
}
