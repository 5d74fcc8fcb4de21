import { expect, it } from 'vitest';
import { looksLikeHeader } from '#shared/registry/fields.ts';

it.each([
  [['名称', '地址'], true],
  [['序号', '网吧名称', '经营地址'], true],
  [['阿里雪', '清江路108', '购物服务;服装鞋帽皮具店', '120.186413,30.247994'], false],
  [['一号网吧', '91110115MA01ABCD12', '13800000000'], false],
])('%s are names of columns: %s', (cells, expected) => {
  expect(looksLikeHeader(cells)).toBe(expected);
});
