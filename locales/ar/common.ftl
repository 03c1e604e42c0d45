### Words that several screens share.

language-name = العربية
common-cancel = إلغاء
common-close = إغلاق
common-copy = نسخ
common-copied = نُسخ
common-copy-details = نسخ التفاصيل
common-dismiss = إخفاء
common-try-again = إعادة المحاولة
common-back = رجوع
common-back-title = رجوع ({ $keys })
common-close-title = إغلاق ({ $keys })
common-loading = يجري التحميل
common-defect = حدث خلل في Hearth. نصّك محفوظ. أعد المحاولة، أو أعد تشغيل التطبيق إن تكرّر ذلك.
common-this-computer = هذا الحاسوب
common-no-keychain = لا يستطيع Hearth استخدام سلسلة مفاتيح على هذا الحاسوب، لذلك سيُطلب منك تسجيل الدخول كلما شغّلته.
# The title of the window’s page: which screen it is.
screen-title = { $screen } · Hearth

## How long ago something was, in few words.

time-ago-now = الآن
time-ago-minutes =
    { $count ->
        [zero] الآن
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $count } دقائق
        [many] { $count } دقيقة
       *[other] { $count } دقيقة
    }
time-ago-hours =
    { $count ->
        [zero] الآن
        [one] ساعة واحدة
        [two] ساعتان
        [few] { $count } ساعات
        [many] { $count } ساعة
       *[other] { $count } ساعة
    }
time-ago-days =
    { $count ->
        [zero] اليوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }

## Passwords.

password-label = كلمة المرور
password-hint =
    { $count ->
        [zero] أي عدد من الأحرف.
        [one] حرف واحد على الأقل.
        [two] حرفان على الأقل.
        [few] { $count } أحرف على الأقل.
        [many] { $count } حرفًا على الأقل.
       *[other] { $count } حرف على الأقل.
    }
password-show = إظهار كلمة المرور
password-hide = إخفاء كلمة المرور
