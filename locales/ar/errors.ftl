### What fails when the app asks a server, or this computer, for something.

error-session-ended = انتهت جلستك. سجّل الدخول من جديد للمتابعة.
error-session-ended-elsewhere = سُجّل خروجك: أُنهيت هذه الجلسة من جهاز آخر، أو غُيّرت كلمة المرور هناك. ما كتبته محفوظ. سجّل الدخول من جديد للمتابعة.
error-unreachable = لا يردّ الخادم ({ $cause }). تأكّد من أنه يعمل ومن أنك متصل بالشبكة، ثم أعد المحاولة.
error-local-server-away = لا يردّ الآن خادم Hearth الذي على هذا الحاسوب. يُعاد تشغيله: أعد المحاولة بعد ثوانٍ.
error-timed-out = تأخّر الخادم كثيرًا في الرد. ربما نُفّذ التغيير: حدّث قبل أن تحاول مرة أخرى.
error-connection-lost = انقطع الاتصال بالخادم. ربما نُفّذ التغيير: حدّث قبل أن تحاول مرة أخرى.
error-server-disk-full = قرص الخادم ممتلئ، فلم يُحفظ شيء. أفسح مكانًا فيه، ثم أعد المحاولة.
# $status is the number of an HTTP status.
error-server-failed = حدث خلل في الخادم نفسه (الحالة { $status }). أعد المحاولة بعد لحظات.
error-not-a-hearth-server = هذا العنوان ليس خادم Hearth. تحقّق منه، أو اسأل المسؤول عن الخادم.
error-unreadable-session = أعطى الخادم جلسة لا يستطيع هذا التطبيق قراءتها. أخبر المسؤول عنه بذلك.
error-not-your-post = لا يمكنك تغيير إلا منشوراتك.
error-post-gone = لم يعد هذا المنشور موجودًا. حذفه كاتبه أو سحبه.
error-person-gone = حُذف حساب هذا الشخص ومنشوراته.
error-conflict = هذا موجود من قبل، أو تغيّر في هذه الأثناء. حدّث، ثم أعد المحاولة.
error-too-long = هذا أطول مما يقبله الخادم. اختصره، ثم أعد المحاولة.
error-invalid = لا يقبل الخادم ما أُدخل.
error-too-often = محاولات كثيرة. انتظر دقيقة، ثم حاول مجددًا.
error-too-often-seconds =
    { $count ->
        [zero] محاولات كثيرة. أعد المحاولة الآن.
        [one] محاولات كثيرة. أعد المحاولة بعد ثانية واحدة.
        [two] محاولات كثيرة. أعد المحاولة بعد ثانيتين.
        [few] محاولات كثيرة. أعد المحاولة بعد { $count } ثوانٍ.
        [many] محاولات كثيرة. أعد المحاولة بعد { $count } ثانية.
       *[other] محاولات كثيرة. أعد المحاولة بعد { $count } ثانية.
    }
error-too-often-minutes =
    { $count ->
        [zero] محاولات كثيرة. أعد المحاولة الآن.
        [one] محاولات كثيرة. أعد المحاولة بعد دقيقة واحدة.
        [two] محاولات كثيرة. أعد المحاولة بعد دقيقتين.
        [few] محاولات كثيرة. أعد المحاولة بعد { $count } دقائق.
        [many] محاولات كثيرة. أعد المحاولة بعد { $count } دقيقة.
       *[other] محاولات كثيرة. أعد المحاولة بعد { $count } دقيقة.
    }
error-too-many-drafts = بلغت أقصى عدد من المسودات يسمح به هذا الخادم. انشر مسودة أو احذفها أولًا.
error-too-often-unchanged = محاولات كثيرة. لم يتغيّر شيء؛ انتظر دقيقة، ثم حاول مجددًا.
error-export-endless = يرسل الخادم المنشورات نفسها مرة بعد مرة، أو أكثر مما يُعقل. لم يُصدّر شيء. أخبر من يديره.
error-export-too-large = يتجاوز نص منشوراتك 256 ميبيبايت، وهذا أكثر مما يتسع له التصدير. لم يُصدّر شيء.
error-refused = رفض الخادم الطلب: { $cause } (الحالة { $status }).

## Causes, as parts of the sentences above and of those about the database.

cause-connection-refused = رُفض الاتصال
cause-dns-failure = اسمه غير معروف
cause-network-unreachable = تعذّر الوصول إلى الشبكة
cause-disk-full = القرص ممتلئ
cause-read-only = القرص للقراءة فقط
cause-permission = الإذن مرفوض
cause-not-found = غير موجود
# $code is the number of an error of the operating system.
cause-system = رفض من النظام، الخطأ { $code }
cause-unknown = السبب مذكور في السجل
cause-invalid-path = في المسار أحرف لا يمكن كتابتها هناك

## About single fields of a form.

error-email-incomplete = أدخل بريدًا إلكترونيًا كاملًا، مثل ada@example.org.
error-password-too-short =
    { $count ->
        [zero] استخدم أي عدد من الأحرف.
        [one] استخدم حرفًا واحدًا على الأقل.
        [two] استخدم حرفين على الأقل.
        [few] استخدم { $count } أحرف على الأقل.
        [many] استخدم { $count } حرفًا على الأقل.
       *[other] استخدم { $count } حرف على الأقل.
    }
error-password-too-long =
    { $count ->
        [zero] لا تستخدم أي بايت.
        [one] استخدم بايتًا واحدًا على الأكثر.
        [two] استخدم بايتين على الأكثر.
        [few] استخدم { $count } بايتات على الأكثر.
        [many] استخدم { $count } بايتًا على الأكثر.
       *[other] استخدم { $count } بايت على الأكثر.
    }
error-text-too-long =
    { $count ->
        [zero] لا تستخدم أي حرف.
        [one] استخدم حرفًا واحدًا على الأكثر.
        [two] استخدم حرفين على الأكثر.
        [few] استخدم { $count } أحرف على الأكثر.
        [many] استخدم { $count } حرفًا على الأكثر.
       *[other] استخدم { $count } حرف على الأكثر.
    }
error-field-missing = املأ هذا الحقل.
error-field-refused = لا يقبل الخادم هذا: { $cause }.
error-phone-number = أدخل من 3 إلى 32 من الأرقام أو المسافات أو الرموز + - ( ). لم يتغيّر شيء.
error-wrong-password = كلمة المرور غير صحيحة. لم يتغيّر شيء.
error-wrong-credentials = البريد الإلكتروني أو كلمة المرور غير صحيح.
error-address-taken = يوجد حساب بهذا البريد الإلكتروني من قبل. سجّل الدخول بدلًا من ذلك، أو استخدم بريدًا آخر.

## About the address of a server.

error-address-empty = أدخل عنوان خادم، مثل hearth.example.org.
error-address-unreadable = ليس هذا عنوان خادم. يكون العنوان على شكل hearth.example.org أو http://localhost:8000.
error-address-scheme = يستخدم Hearth‏ https://‎ و http://‎، لا { $scheme }://‎.
error-address-credentials = لا تضع الاسم وكلمة المرور في العنوان؛ ستسجّل الدخول لاحقًا.

## About this computer.

error-file = لا يمكن استخدام ملف: { $cause }. أفسح مكانًا أو اسمح بالوصول إليه، ثم أعد المحاولة.
error-no-browser = تعذّر فتح متصفح. انسخ العنوان وافتحه بنفسك.
error-no-file-manager = تعذّر فتح مدير الملفات. الملف حيث حفظته.
error-link-refused = لا يمكن فتح هذا الرابط: لا يفتح Hearth إلا روابط الويب والبريد الإلكتروني.
error-no-server-chosen = اختر خادمًا أولًا.
error-invalid-scroll-position = هذا الموضع في القائمة غير صالح.
error-draft-not-saved-disk-full = ما تكتبه لا يُحفظ على هذا الجهاز: القرص ممتلئ. أفسح مكانًا، أو انسخ النص إلى مكان آخر قبل أن تغلق Hearth.
error-draft-not-saved-too-long = ما تكتبه لا يُحفظ على هذا الجهاز: إنه أطول من 8 ميبيبايت. اختصره، أو انسخ النص إلى مكان آخر قبل أن تغلق Hearth.
error-draft-not-saved-too-many =
    { $count ->
        [zero] ما تكتبه لا يُحفظ على هذا الجهاز. انسخ النص إلى مكان آخر قبل أن تغلق Hearth.
        [one] ما تكتبه لا يُحفظ على هذا الجهاز: بدأت كتابة منشور واحد من قبل. أكمله أو تخلّص منه، أو انسخ النص إلى مكان آخر قبل أن تغلق Hearth.
        [two] ما تكتبه لا يُحفظ على هذا الجهاز: بدأت كتابة منشورين من قبل. أكمل أحدهما أو تخلّص منه، أو انسخ النص إلى مكان آخر قبل أن تغلق Hearth.
        [few] ما تكتبه لا يُحفظ على هذا الجهاز: بدأت كتابة { $count } منشورات من قبل. أكمل بعضها أو تخلّص منه، أو انسخ النص إلى مكان آخر قبل أن تغلق Hearth.
        [many] ما تكتبه لا يُحفظ على هذا الجهاز: بدأت كتابة { $count } منشورًا من قبل. أكمل بعضها أو تخلّص منه، أو انسخ النص إلى مكان آخر قبل أن تغلق Hearth.
       *[other] ما تكتبه لا يُحفظ على هذا الجهاز: بدأت كتابة { $count } منشور من قبل. أكمل بعضها أو تخلّص منه، أو انسخ النص إلى مكان آخر قبل أن تغلق Hearth.
    }
error-draft-not-saved-read-only = ما تكتبه لا يُحفظ على هذا الجهاز: القرص للقراءة فقط. اجعله قابلًا للكتابة، أو انسخ النص إلى مكان آخر قبل أن تغلق Hearth.
error-draft-not-saved-permission = ما تكتبه لا يُحفظ على هذا الجهاز: لا يُسمح لـ Hearth بالكتابة في مجلد بياناته. اسمح له بذلك، أو انسخ النص إلى مكان آخر قبل أن تغلق Hearth.
error-draft-not-saved-other = ما تكتبه لا يُحفظ على هذا الجهاز: القرص يرفض ({ $cause }). افحصه، أو انسخ النص إلى مكان آخر قبل أن تغلق Hearth.

## What was done.

account-deleted = حُذف حسابك، مع كل منشوراته وأصواته.
