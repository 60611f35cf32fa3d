/** "ABCDEFGH" as people read it aloud: "ABCD-EFGH". */
export const grouped = code => code.replaceAll("-", "").match(/.{1,4}/g).join("-")
