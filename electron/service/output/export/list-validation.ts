import { markupText } from '#shared/written/markup-text.ts';

/** The format has no more room for the choices of one list, characters. */
const LONGEST_LIST = 255;

/** Whether a drop-down list of a spreadsheet can have these choices. */
export function fitsList(values: readonly string[]): boolean {
  return values.join(',').length <= LONGEST_LIST && !values.some((value) => value.includes(','));
}

/** The XML that gives cells a drop-down list (ECMA-376, dataValidation); `cells` as in `A2:A9 C4`, `values` that fit a list. */
export function listValidationXml(title: string, cells: string, values: readonly string[]): string {
  return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="${title}" error="请从下拉列表里选" sqref="${cells}"><formula1>"${markupText(values.join(','))}"</formula1></dataValidation>`;
}

/** Those of a sheet together; behind its rows. */
export function listValidationsXml(each: readonly string[]): string {
  return `<dataValidations count="${each.length}">${each.join('')}</dataValidations>`;
}
