import type { Business } from './businesses.ts';
import { createRandom } from './random.ts';

/** One customer of the demo company, the same in every run. */
export interface Person {
  /** `wm` and 30 letters and digits. */
  externalUserId: string;
  name: string;
  company: string;
  business: Business;
  /** The userid of the rep who met him first. */
  ownerId: string;
  /** A number that nobody can own, where the rep wrote one down. */
  phone: string | null;
}

/** Who sells to whom: name and company, by rep and line of business. */
const ROSTER: Record<string, Partial<Record<Business, string>>> = {
  zhouhang: {
    inn: '赵敏 云栖民宿，王芳 听松小院，何佳怡 半山云舍，林晓彤 溪畔人家，孙丽 莫干拾光民宿，徐大伟 竹里馆民宿，吴桐 梧桐里客栈，郑晓峰 渔火客栈',
    hotel:
      '刘建国 翠湖山庄酒店，陈志远 海棠酒店集团，王芳 金桂大酒店，马俊 临江精选酒店，胡文斌 望湖商务酒店，欧阳静怡 澜庭酒店',
    cafe: '苏晴 慢半拍咖啡，孙莉 猫与杯咖啡馆，李想 转角咖啡，李想容 第七街咖啡，冯子昂 白日梦咖啡，曹雨薇 岸上咖啡',
    office: '邓超群 蓝鲸软件，梁志强 方舟广告，谢婷 启程教育，唐晓宇 云帆物流，董雪 青禾设计',
    bakery: '蒋欣 麦田烘焙，程刚 面包树，魏薇 小麦与糖，潘志豪 一炉香',
    dining: '袁磊 江南小馆，于洋 渔家傲餐厅，叶子青 竹韵素食',
  },
  linyue: {
    inn: '李丽 花溪客栈，陆明 南山小筑，沈佳宁 桃源里民宿，戴维 海角民宿，范小雨 麦香小院，姜海涛 浪花民宿',
    hotel: '杜鹏 天泽湖度假酒店，任静 悦来精品酒店，夏雨桐 星河酒店，钟伟 城南商旅酒店，汪洋 凯庭酒店',
    cafe: '李莉 午后三点咖啡，田甜 鹿角咖啡，石磊 石头咖啡，金鑫 金豆咖啡，廖一凡 一凡手冲，邱悦 月光咖啡，司徒嘉明 码头咖啡',
    office:
      '江雪 北辰律师事务所，白杨 白杨影视，崔建新 新程汽配，康宁 宁远会计师事务所，毛小军 极夜科技，史文静 安和保险代理',
    bakery: '顾晓燕 燕子甜品，侯勇 老侯面包房，邵婷 花花蛋糕，孟浩 麦浪烘焙',
    dining: '龙飞 川味居，万晓丽 万家灯火餐厅，段誉铭 云上牛排',
  },
  songjia: {
    inn: '雷雨 听雷小院，贺晨 晨曦客栈，倪萍萍 浅山民宿，汤圆圆 汤泉小院，施展鹏 鹏程客栈',
    hotel: '文静 静安里酒店，洪涛 锦澜酒店，季风 季风酒店，常乐 长乐酒店，武松林 松林度假村',
    cafe: '张伟 街角咖啡，乔木 乔木咖啡，赖小琳 半糖咖啡，庄园 老庄咖啡，阎锐 黑胶咖啡',
    office: '牛志明 牛津机器人，殷实 殷实财务，葛亮 亮点传媒，尹航 航信软件，黎明轩 明轩建筑，易小川 川行旅行社',
    bakery: '常青 麦麦烘焙，聂远航 远航面包，焦阳 阳光吐司，柯楠 南瓜烘焙',
    dining: '上官婉清 婉清茶餐厅，鲁大海 鲁家海鲜，华灿 花火居酒屋，严冬梅 梅子酒馆',
  },
  jiangtao: {
    inn: '张伟 古镇人家，周小雅 雅舍民宿，黄丽娟 娟娟小院，杨柳 柳岸民宿，朱堃 山外山民宿，秦朗 朗月客栈',
    hotel: '许志刚 东篱宾馆，何文涛 文华里酒店，吕梁 晋善酒店，孔令仪 孔雀酒店，章子涵 涵碧酒店，云飞扬 云顶山酒店',
    cafe: '方圆 方圆咖啡，苏瑾 苏打水咖啡，潘宁 宁静咖啡，钱多多 多多咖啡，葛优优 树洞咖啡，范文卓 卓见咖啡',
    office: '彭博文 博文书业，鲁予安 安安母婴，韦一鸣 一鸣科技，昌盛 昌盛贸易，苗苗 苗壮幼教',
    bakery: '凤晓丹 丹麦面包，花蕾 花蕾蛋糕，俞快 愉快烘焙，任远 远山吐司',
    dining: '诸葛文轩 卧龙私房菜，袁梦 梦江南餐厅，酆小满 小满食堂，鲍国强 鲍家菜馆',
  },
  wenya: {
    inn: '史可欣 可可小院，唐果 糖果民宿，费扬 飞羊客栈，廉洁 荷塘民宿，岑溪 岑溪小筑，薛宝琴 雪舍民宿',
    hotel: '雷鸣 鸣泉酒店，贺兰 兰亭序酒店，汤家辉 家辉酒店，滕飞 腾云酒店，殷红 红叶山庄',
    cafe: '罗丹 丹青咖啡，毕升 活字咖啡，郝好 好好咖啡，邬童 午后咖啡馆，安然 安然咖啡，常远 远方咖啡',
    office: '乐嘉雯 雯华服饰，于小彤 彤云网络，时光 时光胶片，傅磊 磊石资本，皮晓东 东方测绘',
    bakery: '卞小曼 曼曼烘焙，齐天 齐家面包，康永健 健康粮仓，伍月 五月烘焙',
    dining: '余欢 余庆堂餐厅，元宝 元宝小馆，卜凡 半山西餐',
  },
  luokai: {
    inn: '顾北 北岸民宿，孟小夏 夏至小院，平安 平安客栈，黄晓铭 明月小院',
    hotel: '和畅 和畅酒店，穆青 穆庄酒店，萧然 箫声酒店，尹志文 文昌宾馆',
    cafe: '姚远 遥远咖啡，邵峰 山峰咖啡，湛蓝 湛蓝咖啡，汪小柠 青柠咖啡，祁连 祁连咖啡',
    office: '毛宁宁 宁心医疗，禹航 禹航测控，狄晨 晨星文化，米兰 米兰装饰，贝小蕾 蓝贝科技',
    bakery: '明月 明月糕点，臧天 天天面包，计春芳 春芳蛋糕',
    dining: '伏小羽 伏牛山庄餐厅，成思远 思远轩，戴安 安第斯烤肉',
  },
  shenlan: {
    hotel: '陈䶮 龙潭温泉酒店，谈笑 云麓酒店，宋思齐 齐云度假酒店，茅威 湖畔里酒店',
    cafe: '舒畅 三月咖啡，屈远 楚香咖啡，项宇 宇宙咖啡',
    office: '庞大海 大海能源，熊晓琳 琳琅珠宝，纪晓阳 向阳新能源',
  },
  hanbing: {
    hotel: '祝英 英华酒店，董文清 清风酒店，梁朝阳 朝阳里酒店，杜月 月湖酒店',
    office: '阮玲 玲珑文创，蓝天 蓝天航服，闵航 航景物业',
    dining: '席卫东 席间私宴，季小满 满堂红餐厅，麻晓玲 麻辣时光',
  },
  gumingyuan: {
    hotel: '周广仁 广厦酒店管理，沈从容 从容酒店集团',
    office: '郭振华 振华集团，高远 远景生物',
  },
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The 200 customers. */
export const people: readonly Person[] = Object.entries(ROSTER)
  .flatMap(([ownerId, lines]) =>
    Object.entries(lines).flatMap(([business, entries]) =>
      entries.split('，').map((entry) => ({ ownerId, business: business as Business, entry })),
    ),
  )
  .map(({ ownerId, business, entry }, index) => {
    const [name = '', company = ''] = entry.split(' ');
    return { externalUserId: externalUserId(index), name, company, business, ownerId, phone: phone(index) };
  });

function externalUserId(index: number): string {
  const random = createRandom(index);
  return `wm${Array.from({ length: 30 }, () => random.pick([...LETTERS])).join('')}`;
}

/** 13800138xxx and 1990000xxxx are on every form as an example. */
function phone(index: number): string | null {
  if (index % 9 === 8) return null;
  return index % 5 === 4 ? `1990000${String(1000 + index * 7)}` : `13800138${String(index * 4 + 1).padStart(3, '0')}`;
}
