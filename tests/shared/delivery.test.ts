import { expect, it } from 'vitest';
import {
  deliveryBoxes,
  deliveryMethods,
  deliverySaid,
  deliveryText,
  readDelivery,
  receiptFields,
} from '#shared/forms/delivery.ts';

it('a delivery is read as it was noted, whatever else is noted beside it', () => {
  for (const method of deliveryMethods)
    for (const [receiver, note] of [
      ['', ''],
      ['店员何某（雇员）', ''],
      ['', '邮件号码 123'],
      ['何某', '拒收，见证人王某'],
    ] as const) {
      const delivery = { on: '2026-01-05', method, receiver, note };
      expect(readDelivery(deliveryText(delivery))).toEqual({ on: delivery.on, method, receiver });
    }
  for (const other of ['', '填错', '填错；2026-01-05 直接送达', '2026-01-05 当面给的'])
    expect(readDelivery(other), other).toBeNull();
});

it('the way is what is ticked, or the only one that is named', () => {
  for (const method of deliveryMethods) {
    expect(deliverySaid(deliveryBoxes(method))).toBe(method);
    expect(deliverySaid(method)).toBe(method);
    expect(deliverySaid(`✓${method}`)).toBe(method);
  }
  for (const open of [deliveryBoxes(null), '', '当面交', '☑直接送达 ☑邮寄送达', '直接送达或者邮寄送达'])
    expect(deliverySaid(open), open).toBeNull();
});

it('a receipt has room for signatures where somebody signs, and says what proves it where nobody does', () => {
  const room = /年　　月　　日$/;
  for (const method of ['直接送达', '委托送达', null] as const) {
    const { 收件人签收: signed } = receiptFields(method, '何某');
    expect(signed, String(method)).toMatch(/^何某/);
    expect(signed, String(method)).toMatch(room);
  }
  for (const [method, proof] of [
    ['邮寄送达', '回执上注明的收件日期'],
    ['电子送达', '到达受送达人特定系统的日期'],
    ['公告送达', '经过三十日，即视为送达'],
  ] as const) {
    const receipt = receiptFields(method, '何某');
    expect(receipt.收件人签收, method).not.toMatch(room);
    expect(receipt.见证人签收, method).toBe('／');
    expect(receipt.送达说明, method).toContain(proof);
    expect(receipt.送达说明, method).not.toContain('拒');
  }
  const left = receiptFields('留置送达', '何某');
  expect(left.收件人签收).toMatch(/^拒收，事由：/);
  expect(left.送达说明).toMatch(/到场.*\n.*拍照、录像/);
});
