/** A password is so long at least, and of so many kinds of characters. */
const LEAST_LETTERS = 10;
const LEAST_KINDS = 3;
/** What stands beside one of the commonest words. */
const LEAST_BESIDE = 8;
/** It is not one of so many before it. */
export const PASSWORDS_REMEMBERED = 5;
/** After so many days it has to be changed. */
export const PASSWORD_DAYS = 90;

const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];

/** What most passwords that people guess are made of. */
const commonest = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'admin',
  'administrator',
  'qwerty',
  'qwertyuiop',
  'qazwsx',
  '1qaz2wsx',
  'zaq12wsx',
  'abcdef',
  'letmein',
  'welcome',
  'iloveyou',
  'woaini',
  'woaini1314',
  'test',
  'root',
  'system',
  'xueantu',
  'huawei',
  'china',
];

/** Why a password may not be used, in words; null where it may. `names` are the sign-in name and the person's. */
export function passwordFault(password: string, names: readonly string[]): string | null {
  const letters = [...password].length;
  if (letters < LEAST_LETTERS) return `至少要 ${LEAST_LETTERS} 个字符`;
  if (kinds.filter((kind) => kind.test(password)).length < LEAST_KINDS)
    return '大写字母、小写字母、数字、符号四类里至少要有三类';
  const lower = password.toLowerCase();
  if (names.some((name) => name.length > 2 && lower.includes(name.toLowerCase())))
    return '不要包含登录名或姓名';
  if (new Set(lower).size < LEAST_LETTERS / 2) return '重复的字符太多';
  // A word that everybody guesses, with a year and a sign at its end, is guessed as well.
  if (commonest.some((word) => lower.includes(word) && lower.replace(word, '').length < LEAST_BESIDE))
    return '这是最常见的密码之一，很容易被猜到';
  return null;
}
