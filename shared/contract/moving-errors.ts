import type { MessageTemplate } from './error-messages.ts';

/** What moving a workspace into PostgreSQL and back, and keeping it there, can end with; a part of the catalogue. */
export const movingErrors = {
  POSTGRES_ADDRESS: (d) =>
    `${d.address} 不能用：${d.reason}。应写成 postgres://用户@服务器:端口/数据库/工作区`,
  POSTGRES_UNREACHABLE: (d) =>
    `连不上 ${d.address}：${d.reason}。请检查主机、端口和网络，或问数据库管理员服务是否开着`,
  POSTGRES_SIGN_IN: (d) =>
    `${d.address} 不让登录。请核对用户名；密码用环境变量 PGPASSWORD 或 ~/.pgpass 给；还不行的，请数据库管理员看 pg_hba.conf`,
  POSTGRES_HANDSHAKE: (d) =>
    `${d.address} 用的登录方式与 PostgreSQL 不同（openGauss、GaussDB 默认的 sha256）。请数据库管理员把 password_encryption_type 设为 1、在 pg_hba.conf 里对这个账号用 md5，再重设它的密码`,
  POSTGRES_NO_DATABASE: (d) => `${d.address} 所说的数据库还没有。请数据库管理员用 createdb -E UTF8 建立`,
  POSTGRES_RIGHTS: (d) =>
    `${d.address} 的账号权限不够：不能${d.what}。请数据库管理员授予：grant connect, create on database 数据库 to 账号`,
  POSTGRES_ENCODING: (d) =>
    `${d.address} 的编码是 ${d.found}，存不了全部汉字。请用 createdb -E UTF8 -T template0 另建一个数据库`,
  POSTGRES_NONE: (d) => `${d.address} 里没有工作区，或这个账号看不到。请核对数据库和工作区的名称`,
  POSTGRES_ALTERED: (d) =>
    `${d.address} 里的工作区在程序之外被改动（${d.what}），没有迁移。请数据库管理员改回去，或从数据库的备份恢复`,
  POSTGRES_FAILED: (d) => `${d.address} 没有做完，什么也没有留下：${d.reason}。请排除后再运行一次`,
  POSTGRES_UNSURE: (d) =>
    `与 ${d.address} 的连接在最后一步断了，不知道是否已经迁入。请再运行一次：说已有内容的，就是已经迁入`,
  MOVE_TAKEN: (d) => `${d.target} 里已有内容，没有迁移。请换一个空的名称或文件夹`,
  MOVE_BUSY: (d) => `${d.address} 正由另一个程序使用或迁移。请等它结束再运行`,
  MOVE_VERSION: (d) =>
    `${d.place} 的结构是第 ${d.found} 版，本程序是第 ${d.known} 版，没有迁移。文件夹先用本程序打开一次（会自动升级）；在数据库里的，用当时的版本迁出`,
  MOVE_TEXT: (d) =>
    `表 ${d.table} 编号 ${d.row} 的“${d.column}”里有 PostgreSQL 不能存的字符（空字符，或不完整的 UTF-8），没有迁移。请先在程序里改掉这一处`,
  MOVE_UNEQUAL: (d) => `“${d.table}”迁移后两边不一致，已全部撤回。请再运行一次；仍然这样的，请联系维护人员`,
  MOVE_FILES: (d) =>
    `找不到附件和底图的文件夹 ${d.path}（迁入时放在那里），没有迁移。请用 --files 指明它现在在哪里`,
  POSTGIS_MISSING: (d) =>
    `${d.address} 的数据库里没有 PostGIS，没有建立视图。请数据库管理员运行：create extension postgis`,
  REPORT_TAKEN: (d) => `${d.address} 里已有别的内容，不是各辖区的汇总库，没有写入。请换一个空的名称`,
  REPORT_NONE: (d) =>
    `${d.address} 里还没有各辖区的汇总，或这个账号看不到。请先用 office report 报送，再刷新`,
  REPORT_SAME_NAME: (d) =>
    `有两个工作区都叫“${d.name}”（另一个是 ${d.other}），没有写入后一个。请把其中一个的名称改成辖区自己的名称`,
  NEIGHBOURS_UNREADABLE: (d) =>
    `${d.file} 不是邻区地点文件：${d.reason}。请用邻区或上级以 office neighbours 写出的 .json`,
  NEIGHBOUR_UNKNOWN: () => '这个邻区的地点已经移除了，请刷新',
  BORDER_UNKNOWN: (d) =>
    `“${d.name}”的工作区里没有区县边界，不知道哪些地点靠近邻区。请在“名单”里按“辖区”导入区县边界`,
  DISTRICT_UNKNOWN: () => '汇总库里没有这个辖区了，请刷新',
  PHONES_KEY_FILE: (d) => `XUEANTU_PHONES_KEY 指的密钥文件 ${d.path} 不能用：${d.reason}`,
  PHONES_KEY: (d) =>
    `数据库里的电话用第 ${d.number} 号密钥以 SM4 加密，本机没有这把密钥。请把密钥文件放到本机，用 XUEANTU_PHONES_KEY 写明它在哪里，再启动`,
  PHONES_ALTERED: (d) =>
    `数据库里加密的电话（${d.place}）在程序之外被改动，或密钥文件不是原来的那份。请核对密钥文件；没有换过的，请数据库管理员从备份恢复`,
  STORE_RESTORE: () =>
    '这个工作区放在 PostgreSQL 里，不能从本机的自动备份恢复。请数据库管理员从数据库的备份恢复，见管理员手册',
  STORE_TAKEN: (d) => `${d.address} 正由另一台服务器使用。请在那台服务器上操作，或等它停止后再运行`,
  STORE_LOST: (d) =>
    `${d.address} 已由另一台服务器接管，刚才的操作没有保存。请稍等片刻再做一次；页面会自动连到接管的服务器`,
  STORE_BEHIND: (d) => `正在与 ${d.address} 核对，刚才的操作没有保存。请再做一次`,
  STORE_UNSURE: (d) =>
    `与 ${d.address} 的连接断了，不知道刚才的操作是否已经保存。连上后页面会自动再问一次，不会重复记录`,
} satisfies Record<string, MessageTemplate>;
