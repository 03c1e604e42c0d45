### Settings: the account, how the app looks and reads, what it is.

settings-heading = الإعدادات
settings-categories = الفئات
settings-notifications = الإشعارات
settings-keyboard = لوحة المفاتيح
settings-account = الحساب
settings-since = انضممت في { $date }
settings-no-accounts = لا يتيح هذا الخادم تغيير كلمة المرور ولا حفظ رقم هاتف ولا حذف الحساب.
settings-phone = رقم الهاتف
settings-phone-hint = لا يراه أحد غيرك. اتركه فارغًا لإزالته.
settings-phone-save = حفظ رقم الهاتف
settings-phone-saved = حُفظ رقم الهاتف
settings-phone-removed = أُزيل رقم الهاتف
settings-password-current = كلمة المرور الحالية
settings-password-new = كلمة المرور الجديدة
settings-password-change = تغيير كلمة المرور
settings-password-changed = تغيّرت كلمة مرورك. سُجّل خروجك من كل مكان آخر.
settings-sessions = أماكن تسجيل دخولك
settings-sessions-current = هذا الجهاز
settings-sessions-unknown = جهاز غير معروف
settings-sessions-hearth = Hearth { $version } على { $system }
settings-sessions-since = تسجيل الدخول: { $date }
settings-sessions-seen = آخر استخدام: { $time }
settings-sessions-end = تسجيل الخروج
settings-sessions-end-device = تسجيل خروج { $device }، آخر استخدام: { $time }
settings-sessions-ended = سُجّل خروج ذلك الجهاز.
settings-sessions-end-others-begin = تسجيل الخروج من كل مكان آخر…
settings-sessions-end-others-warning = تبقى مسجّل الدخول على هذا الجهاز. أما على غيره فعليك تسجيل الدخول من جديد.
settings-sessions-end-others = تسجيل الخروج من كل مكان آخر
settings-sessions-others-ended = سُجّل خروجك من كل مكان آخر.
settings-sessions-unlisted = هذا الجهاز ليس في القائمة لأنه سجّل الدخول قبل أن يحفظ الخادم قائمة. سجّل الخروج ثم الدخول من جديد لإضافته.
settings-data = بياناتك
settings-data-intro = كل ما كتبته على هذا الخادم، ومنه المسودات، في ملف واحد.
settings-export-markdown = تصدير بصيغة Markdown
settings-export-json = تصدير بصيغة JSON
settings-export-cancel = إلغاء التصدير
settings-exported = صُدّرت إلى { $path }
# The title of the dialog that asks where to.
export-dialog = تصدير بياناتك
export-show = إظهار في المجلد
settings-delete = حذف الحساب
settings-delete-warning = يحذف هذا حسابك نهائيًا مع كل منشوراته ومسوداته وأصواته. يُستحسن أن تصدّر بياناتك أولًا.
settings-delete-password = كلمة مرورك
settings-delete-keep = إبقاء الحساب
settings-delete-confirm = حذف الحساب نهائيًا
settings-delete-begin = حذف الحساب…
settings-about = حول التطبيق
settings-about-data = مجلد البيانات
settings-about-licence = الرخصة
settings-about-licence-text = MIT أو Apache 2.0. أما PostgreSQL المرفق معه فبرخصة PostgreSQL Licence، مع OpenSSL (Apache 2.0) و ICU (Unicode).

## The file with everything that somebody wrote. $time is in UTC and the same in every language.

export-heading = منشورات { $email }
export-published =
    { $count ->
        [zero] { $time }، بلا أصوات
        [one] { $time }، صوت واحد
        [two] { $time }، صوتان
        [few] { $time }، { $count } أصوات
        [many] { $time }، { $count } صوتًا
       *[other] { $time }، { $count } صوت
    }
export-draft = { $time }، مسودة
