"""Words that say nothing by themselves, in any language of the archive.

A word that means something in another language is not among them: "war" is German for "was", "su"
Turkish for "water", "by" Danish for "city", "un" the United Nations.
"""

from imcwp_site.folding import fold

FUNCTION_WORDS = frozenset(
    fold(
        """
        a an and are as at for from in is its of on that the their these this those to was were with
        à au aux ce ces d dans de des du en et l la le les pour que qui une
        al con del e el las lo los por se una y
        aos com da das do dos em os uma
        ai alla con dalla degli dei della delle di ed gli il nel nella
        auf dem der des eine einer für im mit und von vom zu zum zur
        een het van och og ve ile
        в во и из к на о об от по с со у для
        і й та з до
        η και με για στα στη στην στις στο στον στους τα τη την της τις το τον του τους των οι ο σε
        في من عن إلى و از به در را که و
        של את
        """
    ).split()
)
