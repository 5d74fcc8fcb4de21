// Chromium has no sandbox for root: nobody is to lose it without being told.

/**
 * How a window may be opened by a user: with which arguments, and what to say first; `refused` where it is root by
 * mistake, for a person who has an account of their own.
 */
export function sandboxFor({ platform, uid, sudoUser }) {
  if (platform !== 'linux' || uid !== 0) return { refused: false, args: [], words: '' };
  if (sudoUser && sudoUser !== 'root')
    return {
      refused: true,
      args: [],
      words:
        `请不要用 sudo 运行 npm start：root 打开的窗口没有沙箱保护，留下的文件也都归 root。请用自己的账户（${sudoUser}）直接运行；` +
        `如果提示没有权限，先运行 sudo chown -R ${sudoUser} .`,
    };
  return {
    refused: false,
    args: ['--no-sandbox'],
    words: '正以 root 运行：Chromium 在 root 下没有沙箱，窗口不受它保护。日常使用请换成普通用户。',
  };
}
