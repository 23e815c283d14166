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

# Words that tell little of what is sought, in the languages of the site: of them a question or a
# request is made. They are looked for, but given up first where all words together find nothing.
ASKING_WORDS = FUNCTION_WORDS | frozenset(
    fold(
        """
        about after against all also any archive be been before between but by can concerning did do
        document documents does find give had has have he her his how i if information into it list
        made me my no not or our over please say saying says said search she show since so some
        statement statements tell text texts than there they us we what when where which who whose
        why will would you your
        acerca ante como comunicado comunicados contra cual cuando cuándo declaración declaraciones
        dice dicen dijo dijeron documento documentos donde dónde entre ese esta este estos ha han
        hay más me mi mostrar no nuestro o para pero por porque qué quién sin sobre son su sus texto
        textos todo todos un unos unas
        avec ce cette comment communiqué communiqués comme contre dans déclaration déclarations dit
        disent document documents elle est il ils leur leurs mais ne nos notre nous où ou par pas
        quand que quel quelle quelles quels quoi sa sans ses son sont sur texte textes tous toutes
        un vos votre
        comunicado comunicados declaração declarações disse disseram documento documentos diz dizem
        é ela ele entre essa esse esta este foi mais mas na nas no nos nosso o onde ou para pelo
        pela quais qual quando quem são sem seu seus sua suas texto textos todos um
        а бы был было были все всех где да для до документ документы его ее если есть за заявление
        заявления заявлений ли их как какие какой когда кто который которые мы не нет но об о они от
        после при про сказал сказала сказали та так такое текст тексты только тот ты у чем что
        чтобы это
        أن أو إن أي بيان بيانات أين بين بعد تصريح تصريحات حول ذلك ضد على عند قال قالت قبل كان كانت
        كل كيف لا لم لماذا ليس ما ماذا مع متى من نص نصوص هذا هذه هل هو هي وثيقة وثائق
        αλλά αν ανακοίνωση ανακοινώσεις αυτά αυτό αυτή από δε δεν δήλωση δηλώσεις είναι είπε είπαν
        για ένα ένας έχει έχουν ή θα κατά κείμενο κείμενα λέει λένε μας μετά μη μην να ότι όχι ποια
        ποιο ποιος ποιοι πού πότε που πριν προς πως πώς σχετικά τι τους χωρίς ως
        açıklama açıklamaları açıklaması ama belge belgeler bir biz bu bunlar çok da daha de dedi
        dediler değil diyor diye gibi göre hakkında hangi hepsi için karşı kadar kim metin metni
        metinler mi mu nasıl ne neden nerede nedir o olan olarak onlar sonra önce şu üzerine var
        veya ya yok
        """
    ).split()
)
