import type { InputOf } from '#shared/contract/contract.ts';
import type { BlankSheet } from './blank-forms.ts';

type Order = InputOf<'blanks.preview'>;

/** A blank of a kind that offices send, filled for the town of `blank-town.ts`: a sheet, or a Word file. */
export interface BlankOfOffice {
  readonly title: string;
  readonly sheet?: BlankSheet;
  readonly document?: { readonly lines: readonly string[]; readonly rows: (string | null)[][] };
  readonly span?: Pick<Order, 'from' | 'to'>;
  readonly about?: NonNullable<Order['about']>;
  /** What the workspace knows, by cells of the filled file. */
  readonly expected: Readonly<Record<string, string>>;
  /** Cells that stay blank: for people, for seals, or because nobody looked. */
  readonly untouched: readonly string[];
  /** How the file was set up, where rows were put in; else as it was. */
  readonly grown?: { readonly choices: readonly string[] };
}

/** A1, B1, …: the cells of a row as expected, those that are null left out. */
function row(number: number, first: string, ...values: (string | null)[]): Record<string, string> {
  const from = first.charCodeAt(0);
  return Object.fromEntries(
    values.flatMap((value, i) =>
      value === null ? [] : [[`${String.fromCharCode(from + i)}${number}`, value] as const],
    ),
  );
}

/** So many cells that nobody wrote into, with borders. */
const open = (count: number) => Array.from({ length: count }, () => '');
const none = (count: number) => Array.from({ length: count }, () => null);

const bySchool: BlankOfOffice = {
  title: '区汇总表',
  sheet: {
    rows: [
      ['学校及周边安全排查整改情况汇总表', ...none(9)],
      ['填报单位（盖章）：', ...none(5), '截至    年  月  日', ...none(3)],
      [
        ...['序号', '镇（街道）', '辖区派出所', '学校名称', '周边治安乱点', '乱点是否整改'],
        ...['校园隐患总数（项）', '其中已整改（项）', '整改率（%）', '涉校不稳定因素'],
      ],
      ...['1', '2', '3', '4', '5'].map((number) => [number, ...open(9)]),
      ['合计', null, null, '', '', '', '=SUM(G4:G8)', '=SUM(H4:H8)', '', ''],
      ['负责人：', ...none(5), '填表人：', ...none(3)],
    ],
    merges: ['A1:J1', 'A2:D2', 'G2:J2', 'A9:C9'],
    choices: { 'F4:F8': '"是,否,/"' },
  },
  expected: {
    G2: '截至2026年9月30日',
    ...row(4, 'B', '东街街道', '东街所', '甲小学', '甲小学西门外巷：流动摊贩聚集（整治中）', '否'),
    ...row(4, 'G', '2', '1', '50'),
    ...row(5, 'B', '东街街道', '东街所', '乙中学', '乙中学东侧市场：占道经营（已摘牌）', '是'),
    ...row(5, 'G', '1', '0', '0'),
    ...row(6, 'B', '西河镇', '西河所', '丙幼儿园', '无', '/', '2', '1', '50'),
    ...row(7, 'B', '西河镇', '西河所', '丁职校', null, null, '1', '0', '0'),
    ...row(8, 'B', '西河镇', '西河所', '戊小学'),
    I9: '33.33',
  },
  untouched: ['E7', 'F7', 'E8', 'F8', 'G8', 'H8', 'I8', 'J4', 'J5', 'J6'],
};

const byTown: BlankOfOffice = {
  title: '隐患排查治理统计表',
  sheet: {
    rows: [
      ['校园及周边安全隐患排查治理情况统计表（    年第  季度）', ...none(14)],
      ['填报单位：', ...none(11), '填报日期：    年  月  日', null, null],
      [
        ...['乡镇街道', '应排查学校', '实际排查学校', '一般隐患', null, null, '重大隐患', null, null],
        ...['列入治理计划的重大隐患', ...none(4), '累计落实治理资金'],
      ],
      [
        ...[null, null, null, '排查', '已整改', '整改率', '排查', '已整改', '整改率', '计'],
        ...['落实目标任务', '落实经费物资', '落实机构人员', '落实应急预案', null],
      ],
      [...['计量单位', '所', '所', '项', '项', '%', '项', '项', '%', '项', '项', '项', '项', '项'], '万元'],
      [
        ...['合计', '=SUM(B7:B8)', '=SUM(C7:C8)', '=SUM(D7:D8)', '=SUM(E7:E8)', '', '=SUM(G7:G8)'],
        ...['=SUM(H7:H8)', '', '=SUM(J7:J8)', '=SUM(K7:K8)', '=SUM(L7:L8)', '=SUM(M7:M8)', '=SUM(N7:N8)'],
        '=SUM(O7:O8)',
      ],
      open(15),
      open(15),
      ['注：整改率=已整改÷排查×100；没有排查出隐患的填“—”。', ...none(14)],
    ],
    merges: ['A1:O1', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:F3', 'G3:I3', 'J3:N3', 'O3:O4', 'A9:O9'],
    repeated: '$1:$5',
  },
  expected: {
    A1: '校园及周边安全隐患排查治理情况统计表（2026年第三季度）',
    ...row(6, 'F', '40'),
    ...row(6, 'I', '0'),
    ...row(7, 'A', '东街街道', '2', '2', '2', '1', '50', '1', '0', '0', '1', '1', '1', '1', '0', '12.5'),
    ...row(8, 'A', '西河镇', '3', '2', '3', '1', '33.33', '0', '0', '—', '0', '0', '0', '0', '0', '0'),
  },
  untouched: [],
};

const spots: BlankOfOffice = {
  title: '治安重点地区登记表',
  sheet: {
    rows: [
      ['校园周边治安重点地区排查整治登记表', ...none(13)],
      ['填报单位：', ...none(10), '统计期：    年  月  日至    年  月  日', null, null],
      [
        ...['序号', '治安重点地区名称', '治安突出问题', '涉及区域类型', '涉及区域范围', '整治牵头单位'],
        ...['整治参与单位', '负责人姓名', '联系方式', '整治时限', '整治期间', null, '整治情况', '效果评估'],
      ],
      [...none(10), '破获刑事案件（起）', '查处治安案件（起）', null, null],
      [
        '例',
        ...['*某街口', '*抢劫盗窃', '*城中村', '*东至某路', '*某分局', '*某街道', '*某某', '*', '*'],
      ].concat(['*2', '*5', '*已清理', '*好']),
      ...['1', '2', '3'].map((number) => [number, ...open(13)]),
    ],
    merges: [
      ...['A1:N1', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:D4', 'E3:E4', 'F3:F4', 'G3:G4', 'H3:H4', 'I3:I4'],
      ...['J3:J4', 'K3:L3', 'M3:M4', 'N3:N4'],
    ],
    choices: { 'N6:N8': '代码!$A$1:$A$3' },
    repeated: '$1:$4',
  },
  expected: {
    L2: '统计期：2026年7月1日至2026年9月30日',
    ...row(6, 'B', '甲小学西门外巷', '流动摊贩聚集', '学校周边', '西门外巷全段', '东街街道综合执法队'),
    ...row(6, 'G', '市场监管所、东街所', null, null, '2026-10-31', '0', '2', '每日巡查两次', '整治中'),
    ...row(7, 'B', '乙中学东侧市场', '占道经营', '学校周边', null, '区城管执法局'),
    ...row(7, 'M', '已摘牌', '好'),
  },
  untouched: ['H6', 'I6', 'K7', 'L7', 'B8', 'N8'],
};

const campaign: BlankOfOffice = {
  title: '专项行动统计表',
  span: { from: '2026-09-01', to: '2026-09-30' },
  sheet: {
    rows: [
      ['“护校安园”专项行动工作情况统计表', null, null],
      ['填报单位（公章）：', null, '填报时间：   月  日'],
      ['类别', '单位', '数量'],
      ...[
        ['出动执法人员', '人次'],
        ['检查校园周边经营场所', '户次'],
        ['其中：互联网上网服务场所', '户次'],
        ['其中：歌舞娱乐场所', '户次'],
        ['其中：商店、超市', '户次'],
        ['检查场所户数', '户'],
        ['排查安全隐患', '项'],
        ['其中：消防安全', '项'],
        ['已整改隐患', '项'],
        ['隐患整改率', '%'],
        ['排查治安乱点', '处'],
        ['整治治安乱点', '处'],
        ['发出责令改正通知书', '份'],
        ['罚没款', '万元'],
        ['取缔无证经营户', '户'],
        ['破获案件', '起'],
      ].map((cells) => [...cells, '']),
      ['注：统计时间为上月26日至本月25日，每月25日前报送。', null, null],
    ],
    merges: ['A1:C1', 'A20:C20'],
  },
  expected: {
    ...{ C4: '7', C5: '4', C6: '1', C7: '0', C8: '2', C9: '3', C10: '1', C11: '0', C12: '0', C13: '0' },
    C14: '0',
  },
  untouched: ['C17', 'C18', 'C19'],
};

const roster: BlankOfOffice = {
  title: '护学岗值班表',
  about: { kind: 'gate', id: 1 },
  sheet: {
    rows: [
      ['校园“护学岗”值班安排表', ...none(7)],
      ['学校：＿＿＿＿＿＿　校门：＿＿＿＿', ...none(7)],
      ['岗位', '单位', '联系电话', '星期一', '星期二', '星期三', '星期四', '星期五'],
      ...['副校长', '派出所民警', '保安员', '值周教师', '家长志愿者'].map((post) => [post, ...open(7)]),
      ['到岗人数', '', '', ...['D', 'E', 'F', 'G', 'H'].map((column) => `=COUNTA(${column}4:${column}8)`)],
    ],
    merges: ['A1:H1', 'A2:H2', 'A9:C9'],
  },
  expected: {
    A2: '学校：甲小学　校门：西门',
    ...row(4, 'B', '甲小学', null, '周某', '周某', '周某', '周某', '周某'),
    ...row(5, 'B', '东街所', null, '吴某', null, '吴某', null, '吴某'),
    ...row(6, 'B', '安顺保安公司', null, '郑某', '郑某', '郑某', '郑某', '郑某'),
    ...row(7, 'B', '甲小学', null, '王某', '王某', '李某', '李某', '李某'),
  },
  untouched: ['C4', 'C5', 'E5', 'G5', 'B8', 'D8', 'H8'],
};

const record: BlankOfOffice = {
  title: '现场检查笔录',
  about: { kind: 'visit', id: 1 },
  document: {
    lines: ['现场检查（勘验）笔录'],
    rows: [
      ['检查时间', '   年  月  日  时  分至  时  分'],
      ['检查地点', ''],
      ['被检查单位', ''],
      ['统一社会信用代码', ''],
      ['检查机关', ''],
      ['执法人员', '', '执法证号', ''],
      ['执法人员', '', '执法证号', ''],
      ['现场情况', ''],
      ['距离测量', '起点：      止点：      仪器：      距离：     米'],
      ['当事人意见', ''],
      ['当事人签名', '', '见证人签名', ''],
    ],
  },
  expected: {
    B1: '2026年8月27日9时0分至2026年8月27日9时40分',
    ...{ B2: '东街1号', B3: '网吧甲', B4: '91110115MA00000018', B5: '区公安分局' },
    ...row(6, 'B', '赵某', null, '11-001'),
    ...row(7, 'B', '钱某', null, '11-002'),
    ...row(8, 'B', '孙某', null, '11-003'),
    ...{ B9: '网吧甲证照齐全，店内未见未成年人', B11: '没有意见' },
    B10: '起点：甲小学西门　止点：网吧甲门口　仪器：激光测距仪 03　距离：62.3　米',
  },
  untouched: ['B12', 'D12'],
};

const bases =
  '《大兴区贯彻落实〈北京市中小学校幼儿园安全管理规定（试行）〉工作方案》五（四）11；' +
  '《北京市未成年人保护条例》（2023年5月26日修订）第二十九条第二款；' +
  '《中华人民共和国未成年人保护法》（2024年4月26日修正）第五十八条';

const plan: BlankOfOffice = {
  title: '双随机抽查计划表',
  about: { kind: 'sweep', id: 2 },
  sheet: {
    rows: [
      ['2026年度部门联合“双随机、一公开”抽查计划表', ...none(9)],
      [
        ...['序号', '抽查领域', '抽查事项', '事项类别', '检查对象', '发起部门', '配合部门', '检查依据'],
        ...['抽查比例', '完成时限'],
      ],
      ['1', ...open(9)],
      ['2', ...open(9)],
      ['注：事项类别填一般检查事项或重点检查事项。', ...none(9)],
    ],
    merges: ['A1:J1', 'A5:J5'],
    choices: { 'D3:D4': '"一般检查事项,重点检查事项"' },
    repeated: '$1:$2',
  },
  expected: {
    ...row(3, 'E', '网吧', '区文化和旅游局', '区公安分局、区市场监管局'),
    H3: `${bases}；《互联网上网服务营业场所管理条例》（国务院令第363号，2024年12月6日第五次修订）第九条`,
    ...row(4, 'E', '歌舞娱乐', '区文化和旅游局', '区公安分局、区市场监管局'),
    H4: `${bases}；《娱乐场所管理条例》（国务院令第458号，2020年11月29日修订）第七条第一款第二项`,
    ...{ J3: '10月至12月', J4: '10月至12月' },
  },
  untouched: ['C3', 'D3', 'I3', 'C4', 'D4', 'I4'],
};

const hazardRow = (number: number, ...values: (string | null)[]) => row(number, 'A', ...values);
const ledger: BlankOfOffice = {
  title: '整改销号台账',
  sheet: {
    rows: [
      ['校园及周边安全隐患整改销号台账', ...none(11)],
      ['填报单位（盖章）：', ...none(11)],
      [
        ...['序号', '学校', '隐患内容', '隐患类别', '隐患等级', '发现时间', '隐患来源', '责任单位', '责任人'],
        ...['整改期限', '是否销号', '销号时间'],
      ],
      ...Array.from({ length: 5 }, () => open(12)),
      ['单位负责人：', ...none(5), '审核人：', ...none(3), '填报日期：', null],
    ],
    merges: ['A1:L1', 'A2:F2'],
    choices: { 'K4:K8': '"是,否"' },
  },
  expected: {
    ...hazardRow(4, '1', '甲小学', '灭火器过期', '消防安全', '一般', '2026-07-03', '学校自查'),
    ...row(4, 'H', '东街街道综合执法队', '张某', '2026-07-31', '是', '2026-07-20'),
    ...hazardRow(5, '2', '甲小学', '通道堆物', '乱堆物料', '一般', '2026-07-15', '学校自查'),
    ...row(5, 'H', '东街街道综合执法队', '张某', '2026-08-15', '否'),
    ...hazardRow(6, '3', '乙中学', '围墙开裂', '设施缺失', '重大', '2026-08-02', '上级督查'),
    ...row(6, 'H', '区教育局', '李某', '2026-12-31', '否'),
    ...hazardRow(7, '4', '丙幼儿园', '电线老化', '消防安全', '较大', '2026-08-20', '学校自查'),
    ...row(7, 'H', '西河镇政府', '王某', '2026-09-30', '是', '2026-09-25'),
    ...hazardRow(8, '5', '丙幼儿园', '门前摊贩', '游商和摊贩', '一般', '2026-09-12', '社区网格'),
    ...row(8, 'H', '西河镇政府', '王某', '2026-10-12', '否'),
    ...hazardRow(9, '6', '丁职校', '标线磨损', '交通秩序', '一般', '2026-09-30', '学校自查'),
    ...row(9, 'H', '西河镇政府', '王某', '2026-10-30', '否'),
  },
  untouched: ['L5', 'L6', 'L9'],
  grown: {
    choices: [
      '<dataValidation type="list" allowBlank="1" sqref="K4:K9"><formula1>"是,否"</formula1></dataValidation>',
    ],
  },
};

const assessment: BlankOfOffice = {
  title: '平安校园评估表',
  sheet: {
    rows: [
      ['平安校园建设考核评估表（    年第  季度）', ...none(4)],
      ['考核项目', '考核指标', '单位', '完成情况', '得分'],
      ['排查整治', '学校排查覆盖率', '%', '', ''],
      [null, '排查出隐患', '项', '', ''],
      [null, '已整改', '项', '', ''],
      [null, '重大隐患整改率', '%', '', ''],
      [null, '逾期未整改隐患', '项', '', ''],
      [null, '挂牌督办隐患', '项', '', ''],
      ['联合执法', '检查场所', '户次', '', ''],
      [null, '出动执法人员', '人次', '', ''],
      ['群众评价', '满意度测评', '分', '', ''],
      ['合计得分', null, null, '', ''],
      ['考核组意见：', ...none(4)],
    ],
    merges: ['A1:E1', 'A3:A8', 'A9:A10', 'A12:C12', 'A13:E13'],
  },
  expected: {
    A1: '平安校园建设考核评估表（2026年第三季度）',
    ...{ D3: '80', D4: '6', D5: '2', D6: '0', D7: '1', D8: '0', D9: '5', D10: '9' },
  },
  untouched: ['E3', 'E4', 'D11', 'E11', 'D12', 'E12'],
};

const weekly: BlankOfOffice = {
  title: '周报',
  span: { from: '2026-09-07', to: '2026-09-13' },
  document: {
    lines: ['校园周边整治工作周报', '报送单位（盖章）：　　　　统计时间：    年  月  日至    年  月  日'],
    rows: [
      ['工作内容', '本周', '本年累计'],
      ['检查场所（户次）', '', ''],
      ['出动执法人员（人次）', '', ''],
      ['排查隐患（项）', '', ''],
      ['其中：游商摊贩（项）', '', ''],
      ['整改隐患（项）', '', ''],
      ['隐患整改率（%）', '', ''],
      ['宣传教育（场次）', '', ''],
      ['下周打算', '', ''],
    ],
  },
  expected: {
    ...row(2, 'B', '2', '4'),
    ...row(3, 'B', '2', '7'),
    ...row(4, 'B', '1', '7'),
    ...row(5, 'B', '1', '1'),
    ...row(6, 'B', '0', '3'),
    ...row(7, 'B', '0.00', '42.86'),
  },
  untouched: ['B8', 'C8', 'B9', 'C9'],
};

export const blanksOfOffices: readonly BlankOfOffice[] = [
  ...[bySchool, byTown, spots, campaign, roster, record, plan, ledger, assessment, weekly],
];
