/**
 * The least distance of Solomon's instances of 100 stops with any number of vehicles, ways cut to one decimal as that
 * literature does. All are proven optimal: Baldacci, Mingozzi and Roberti, "New route relaxation and pricing strategies
 * for the vehicle routing problem", Operations Research 59 (2011); Pecin, Contardo, Desaulniers and Uchoa, "New
 * enhancements for the exact solution of the vehicle routing problem with time windows", INFORMS Journal on Computing
 * 29 (2017). The other list of the field (SINTEF's) asks for the fewest vehicles first, and so for longer ways.
 */
const OPTIMA: Readonly<Record<string, readonly number[]>> = {
  C1: [827.3, 827.3, 826.3, 822.9, 827.3, 827.3, 827.3, 827.3, 827.3],
  C2: [589.1, 589.1, 588.7, 588.1, 586.4, 586.0, 585.8, 585.8],
  R1: [1637.7, 1466.6, 1208.7, 971.5, 1355.3, 1234.6, 1064.6, 932.1, 1146.9, 1068.0, 1048.7, 948.6],
  R2: [1143.2, 1029.6, 870.8, 731.3, 949.8, 875.9, 794.0, 701.0, 854.8, 900.5, 746.7],
  RC1: [1619.8, 1457.4, 1258.0, 1132.3, 1513.7, 1372.7, 1207.8, 1114.2],
  RC2: [1261.8, 1092.3, 923.7, 783.5, 1154.0, 1051.1, 962.9, 776.1],
};

/** The least distance of an instance by its name. */
export function optimumOf(name: string): number {
  const least = OPTIMA[name.slice(0, -2)]?.[Number(name.slice(-2)) - 1];
  if (least === undefined) throw new RangeError(`no optimum of ${name}`);
  return least;
}
