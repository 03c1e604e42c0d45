### Several accounts: the list of them, and what is to be said of each.

accounts-heading = الحسابات
accounts-others = حسابات أخرى
accounts-add = إضافة حساب
# In the palette.
accounts-switch = التبديل إلى { $account }
# In the list of keyboard shortcuts, for nine keys together.
accounts-switch-any = تبديل الحساب
accounts-news = الجديد: { $count }

## The state of an account, where there is something to say.

accounts-connecting = جارٍ الاتصال…
accounts-offline = دون اتصال
accounts-locked = حلقة المفاتيح مقفلة
accounts-signed-out = سجّل الدخول من جديد
accounts-failed = تعذّر الاتصال
accounts-off = متوقف

## In Settings.

accounts-move-up = نقل { $account } إلى الأعلى
accounts-move-down = نقل { $account } إلى الأسفل
accounts-edit = تعديل { $account }
accounts-label = الاسم في هذا التطبيق
accounts-label-hint = لا يراه أحد غيرك. اتركه فارغًا لاستخدام اسم الحساب نفسه.
accounts-accent = اللون
accounts-accent-ember = جمري
accounts-accent-moss = طحلبي
accounts-accent-sea = بحري
accounts-accent-sky = سماوي
accounts-accent-plum = أرجواني
accounts-accent-rose = وردي
accounts-save = حفظ
accounts-sign-out = تسجيل الخروج من { $account }
accounts-sign-out-warning = أتريد تسجيل الخروج من { $account }؟ ما لم يُرسل من منشورات وأصوات يبقى على هذا الجهاز، ويُرسل حين تسجّل الدخول من جديد.
accounts-signed-out-shown = سُجّل الخروج من { $account }. يُعرض الآن { $shown }.
accounts-deleted-shown = حُذف حسابك { $account }، مع كل منشوراته وأصواته. يُعرض الآن { $shown }.
accounts-sign-out-all-begin = تسجيل الخروج من كل الحسابات…
accounts-sign-out-all = تسجيل الخروج من كل الحسابات
accounts-sign-out-all-warning = سيكون عليك تسجيل الدخول إلى كل حساب من جديد. ما لم يُرسل من منشورات وأصوات يبقى على هذا الجهاز.
# Where an account has to sign in again, and somebody does not want that.
accounts-forget = إزالة هذا الحساب

## The server of this computer.

accounts-local-on = الخادم الذي على هذا الحاسوب يعمل.
accounts-local-off = الخادم الذي على هذا الحاسوب متوقف. تبقى منشوراته على هذا الحاسوب.
accounts-local-off-heading = الخادم الذي على هذا الحاسوب متوقف
accounts-local-turn-on = تشغيل
accounts-local-turn-off = إيقاف
accounts-local-setting = خادم هذا الحاسوب

## A link to a post on a server where there is no account.

accounts-elsewhere-heading = خادم آخر
accounts-elsewhere = هذا المنشور على { $server }، وليس لك حساب هناك. أضف حسابًا لتقرأه.

## A session that is about to expire.

accounts-expires =
    { $count ->
        [zero] تنتهي جلستك الآن.
        [one] تنتهي جلستك بعد دقيقة.
        [two] تنتهي جلستك بعد دقيقتين.
        [few] تنتهي جلستك بعد { $count } دقائق.
        [many] تنتهي جلستك بعد { $count } دقيقة.
       *[other] تنتهي جلستك بعد { $count } دقيقة.
    }
accounts-sign-in-again = تسجيل الدخول من جديد
