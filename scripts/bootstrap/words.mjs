/** What the bootstrap says: to people who start the product in Chinese, to those who test it in English. */
export const words = {
  zh: {
    installing: '正在安装依赖（第一次约一分钟）…',
    still: (seconds) => `还在安装，已用 ${seconds} 秒…`,
    installFailed: '依赖没有装好。请检查网络（或换一个 npm 镜像），再运行一次同样的命令。',
    building: (names) => `正在构建${names.join('、')}…`,
    buildFailed: (name) => `${name}构建失败，原因见上。`,
    server: '服务端',
    console: '沙盒控制台',
    pages: '手机页面',
    weapp: '小程序',
    waiting: '另一个进程正在准备，等它完成…',
    missing: (file) => `缺少 ${file}，请重新克隆或拉取代码。`,
  },
  en: {
    installing: 'Installing dependencies (about a minute the first time) ...',
    still: (seconds) => `Still installing after ${seconds} s ...`,
    installFailed:
      'The dependencies could not be installed. Check the network (or the npm mirror) and run the same command again.',
    building: (names) => `Building ${names.join(' and ')} ...`,
    buildFailed: (name) => `Building ${name} failed, see above.`,
    server: 'the server',
    console: "the sandbox's console",
    pages: 'the pages',
    weapp: 'the mini-program',
    waiting: 'Another process is preparing, waiting for it ...',
    missing: (file) => `${file} is missing; clone or pull again.`,
  },
};
