/** Peoples in the names of autonomous areas; a short name leaves them out: 恩施土家族苗族自治州 → 恩施. */
const PEOPLES =
	'壮|回|维吾尔|苗|彝|藏|蒙古|土家|布依|侗|瑶|朝鲜|白|哈尼|哈萨克|黎|傣|畲|傈僳|仡佬|东乡|拉祜|水|佤|纳西|羌|土|仫佬|锡伯|柯尔克孜|' +
	'达斡尔|景颇|毛南|撒拉|布朗|塔吉克|阿昌|普米|鄂温克|怒|京|基诺|德昂|保安|俄罗斯|裕固|乌孜别克|门巴|鄂伦春|独龙|塔塔尔|赫哲|高山|珞巴|满|各';

const AUTONOMOUS = new RegExp(`(?:(?:${PEOPLES})族?)*自治(?:区|州|县|旗)$`);
const PLAIN = /(?:特别行政区|街道办事处|民族乡|地区|街道|新区|林区|矿区|特区|省|市|区|县|州|盟|旗|镇|乡)$/;

/** A name as it is compared: without blanks of any width and without brackets of explanation. */
export function tidyName(name: string): string {
	return name.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff]/g, '');
}

/**
 * The name of an area as people shorten it, without the word for its rank and without peoples: 湖南, 恩施, 祁东. A name
 * that would keep fewer than two characters stays as it is (郊区).
 */
export function shortName(name: string): string {
	const tidy = tidyName(name);
	for (const suffix of [AUTONOMOUS, PLAIN]) {
		const short = tidy.replace(suffix, '');
		if (short !== tidy && short.length >= 2) return short;
	}
	return tidy;
}
