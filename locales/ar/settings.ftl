### Settings: the account, how the app looks and reads, what it is.

settings-heading = الإعدادات
settings-account = الحساب
settings-since = ، عضو منذ { $date }
settings-no-accounts = لا يتيح هذا الخادم تغيير كلمة المرور ولا حفظ رقم هاتف ولا حذف الحساب.
settings-phone = رقم الهاتف
settings-phone-hint = لا يظهر لأحد غيرك. اتركه فارغًا لإزالته.
settings-phone-save = حفظ رقم الهاتف
settings-phone-saved = حُفظ رقم هاتفك.
settings-phone-removed = أُزيل رقم هاتفك.
settings-password-current = كلمة المرور الحالية
settings-password-new = كلمة المرور الجديدة
settings-password-change = تغيير كلمة المرور
settings-password-changed = تغيّرت كلمة مرورك. سُجّل خروجك من كل مكان آخر.
settings-data = بياناتك
settings-data-intro = كل ما كتبته هنا، ومنه المسودات، في ملف ضمن تنزيلاتك.
settings-export-markdown = تصدير بصيغة Markdown
settings-export-json = تصدير بصيغة JSON
settings-export-cancel = إلغاء التصدير
settings-exported = صُدّرت إلى { $path }
settings-delete = حذف الحساب
settings-delete-warning = تُحذف معه منشوراتك ومسوداتك وأصواتك، هنا وعلى الخادم. لا يمكن التراجع عن ذلك: صدّر بياناتك أولًا.
settings-delete-password = كلمة مرورك
settings-delete-keep = إبقاء الحساب
settings-delete-confirm = حذف الحساب نهائيًا
settings-delete-begin = حذف الحساب…
settings-about = حول التطبيق
settings-about-data = البيانات على هذا الحاسوب
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
