"""The regions of Alibaba Cloud that a stack can be created in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Region:
    """A region's names; `mainland`: inside mainland China, where Docker Hub is out of reach."""

    en: str
    zh: str
    mainland: bool = False


REGIONS: Final = {
    "cn-hangzhou": Region("China (Hangzhou)", "华东1（杭州）", mainland=True),
    "cn-shanghai": Region("China (Shanghai)", "华东2（上海）", mainland=True),
    "cn-nanjing": Region("China (Nanjing)", "华东5（南京）", mainland=True),
    "cn-fuzhou": Region("China (Fuzhou)", "华东6（福州）", mainland=True),
    "cn-wuhan-lr": Region("China (Wuhan)", "华中1（武汉）", mainland=True),
    "cn-qingdao": Region("China (Qingdao)", "华北1（青岛）", mainland=True),
    "cn-beijing": Region("China (Beijing)", "华北2（北京）", mainland=True),
    "cn-zhangjiakou": Region("China (Zhangjiakou)", "华北3（张家口）", mainland=True),
    "cn-huhehaote": Region("China (Hohhot)", "华北5（呼和浩特）", mainland=True),
    "cn-wulanchabu": Region("China (Ulanqab)", "华北6（乌兰察布）", mainland=True),
    "cn-shenzhen": Region("China (Shenzhen)", "华南1（深圳）", mainland=True),
    "cn-heyuan": Region("China (Heyuan)", "华南2（河源）", mainland=True),
    "cn-guangzhou": Region("China (Guangzhou)", "华南3（广州）", mainland=True),
    "cn-chengdu": Region("China (Chengdu)", "西南1（成都）", mainland=True),
    "cn-zhengzhou-jva": Region("China (Zhengzhou)", "郑州（联通合营）", mainland=True),
    "cn-shanghai-finance-1": Region("China East 2 Finance", "华东2 金融云", mainland=True),
    "cn-shenzhen-finance-1": Region("China South 1 Finance", "华南1 金融云", mainland=True),
    "cn-beijing-finance-1": Region("China North 2 Finance", "华北2 金融云", mainland=True),
    "cn-hangzhou-finance": Region("China East 1 Finance", "华东1 金融云", mainland=True),
    "cn-north-2-gov-1": Region("China North 2 Gov", "华北2 阿里政务云1", mainland=True),
    "cn-hongkong": Region("China (Hong Kong)", "中国香港"),
    "ap-southeast-1": Region("Singapore", "新加坡"),
    "ap-southeast-3": Region("Malaysia (Kuala Lumpur)", "马来西亚（吉隆坡）"),
    "ap-southeast-5": Region("Indonesia (Jakarta)", "印度尼西亚（雅加达）"),
    "ap-southeast-6": Region("Philippines (Manila)", "菲律宾（马尼拉）"),
    "ap-southeast-7": Region("Thailand (Bangkok)", "泰国（曼谷）"),
    "ap-northeast-1": Region("Japan (Tokyo)", "日本（东京）"),
    "ap-northeast-2": Region("South Korea (Seoul)", "韩国（首尔）"),
    "us-west-1": Region("US (Silicon Valley)", "美国（硅谷）"),
    "us-east-1": Region("US (Virginia)", "美国（弗吉尼亚）"),
    "na-south-1": Region("Mexico", "墨西哥"),
    "eu-central-1": Region("Germany (Frankfurt)", "德国（法兰克福）"),
    "eu-west-1": Region("UK (London)", "英国（伦敦）"),
    "me-east-1": Region("UAE (Dubai)", "阿联酋（迪拜）"),
    "me-central-1": Region("Saudi Arabia (Riyadh)", "沙特（利雅得）"),
}
