/** Imported first: says in plain words what to do where the Node at hand cannot even prepare the product. */

const OLDEST = { linux: [20, 19], elsewhere: [22, 14] };

/** The sentence for a Node that is too old, or null; on Linux a newer one comes with the packages. */
export function tooOld(version, platform) {
  const [major, minor] = version.split('.').map(Number);
  const [needMajor, needMinor] = platform === 'linux' ? OLDEST.linux : OLDEST.elsewhere;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return null;
  return (
    `常客需要 Node ${needMajor}.${needMinor} 或更高，这里是 ${version}。请到 https://nodejs.org 安装新版 LTS 后再试。\n` +
    `Changke needs Node ${needMajor}.${needMinor} or newer, this is ${version}. Please install the current LTS from https://nodejs.org.`
  );
}

const sentence = tooOld(process.versions.node, process.platform);
if (sentence !== null) {
  console.error(sentence);
  process.exit(1);
}
