### Why there is no connection to a server, and what the keychain has to do with it.

## At the address of a server that was entered. $address is as short as `localhost:8000`.

address-refused = رفض { $address } الاتصال. تحقّق من العنوان ومن رقم المنفذ، ومن أن الخادم يعمل.
address-dns-failure = تعذّر العثور على { $address }. تحقّق من كتابة العنوان ومن اتصالك بالشبكة.
address-network-unreachable = تعذّر الوصول إلى { $address }. تحقّق من اتصالك بالشبكة.
address-timed-out = لا يردّ { $address }. تحقّق من العنوان، أو أعد المحاولة لاحقًا.
address-stalled = بدأ { $address } بالردّ ولم يُتمّه في بضع ثوانٍ. تحقّق من العنوان، أو أعد المحاولة لاحقًا.
address-lost = لم يردّ { $address } بما يفهمه Hearth. تحقّق من العنوان ومن رقم المنفذ.
address-failed = تعذّر الاتصال بـ { $address }. تحقّق من العنوان؛ السبب مذكور في السجل.
address-certificate-untrusted = شهادة { $address } موقَّعة ذاتيًا، أو من جهة لا يثق بها هذا الحاسوب. تحقّق من العنوان، أو اسأل المسؤول عن الخادم.
address-certificate-changed = شهادة { $address } ليست الشهادة التي وثقت بها. قد يكون أحد يعترض الاتصال. اسأل المسؤول عن الخادم قبل أن تتابع.
address-certificate-expired = انتهت صلاحية شهادة { $address }. تحقّق من ساعة هذا الحاسوب، أو اسأل المسؤول عن الخادم.
address-certificate-not-yet = لم تبدأ صلاحية شهادة { $address } بعد. تحقّق من ساعة هذا الحاسوب، أو اسأل المسؤول عن الخادم.
address-certificate-name = شهادة { $address } لاسم آخر. تحقّق من العنوان، أو اسأل المسؤول عن الخادم.
address-certificate-revoked = ألغت الجهة المُصدِرة شهادة { $address }. اسأل المسؤول عن الخادم.
address-certificate-invalid = شهادة { $address } لا تصلح لخادم. اسأل المسؤول عن الخادم.
address-no-tls = لا يردّ { $address } باتصال مشفَّر. تحقّق من رقم المنفذ. وإن كان الخادم بلا تشفير فاكتب ‎http://‎ قبل عنوانه.
address-tls-required = لا يردّ { $address } إلا باتصال مشفَّر. اكتب ‎https://‎ قبل عنوانه.
address-tls-mismatch = لا توجد طريقة تشفير مشتركة بين { $address } وهذا الحاسوب. اسأل المسؤول عن الخادم.
# Here $address is a whole one, such as https://hearth.example.org/.
address-redirected = يحيل هذا العنوان إلى { $address }. إن كنت تثق به فاتصل بذلك العنوان بدلًا منه.
address-captive-portal = تطلب الشبكة تسجيل الدخول قبل الوصول إلى { $address }. افتح صفحة في المتصفّح لتسجيل الدخول إلى الشبكة، ثم أعد المحاولة.
address-plain-http = لا يدعم { $address } الاتصال المشفَّر. يستطيع كل من على الطريق أن يقرأ كلمة مرورك وما تكتبه.
# $version is that of the server, such as 2.0.0.
address-newer = يعمل { $address } بالإصدار { $version } من Hearth، وهذا التطبيق أقدم من أن يستخدمه. حدّث التطبيق.
address-older = يعمل { $address } بالإصدار { $version } من Hearth، وهو أقدم من أن يستخدمه هذا التطبيق. اسأل المسؤول عن الخادم.
address-not-hearth = هذا العنوان ليس خادم Hearth:‏ { $address }. تحقّق منه، أو اسأل المسؤول عن الخادم.
# $answer is one of the parts below.
address-foreign = ليس { $address } خادم Hearth: كان ردّه { $answer }. تحقّق من العنوان ومن رقم المنفذ ومن المسار.
answer-page = صفحة الويب «{ $title }»
# $type is a media type, such as text/html.
answer-type = محتوى من نوع { $type }
# $status is the number of an HTTP status.
answer-status = الحالة { $status }
answer-endless = بيانات أكثر مما يرسله أي خادم Hearth
# $product is the name of a program, such as nginx.
answer-by = { $answer } من { $product }

## Of a server that was there before.

error-insecure = لا يوجد اتصال آمن بالخادم ({ $cause }). تحقّق من ساعة هذا الحاسوب ومن شبكته، أو اسأل المسؤول عن الخادم.
error-redirected = يحيل الخادم إلى خادم آخر. تحقّق من شبكتك، أو اسأل المسؤول عن الخادم.
error-captive-portal = تطلب الشبكة تسجيل الدخول أولًا. افتح صفحة في المتصفّح لتسجيل الدخول إلى الشبكة.
error-no-answer = لم يردّ الخادم. أعد المحاولة.
cause-timed-out = تأخّر كثيرًا
cause-failed = تعذّر الاتصال
cause-certificate-untrusted = شهادته ليست من جهة موثوقة
cause-certificate-changed = شهادته ليست الشهادة التي وثقت بها
cause-certificate-expired = انتهت صلاحية شهادته
cause-certificate-not-yet = لم تبدأ صلاحية شهادته بعد
cause-certificate-name = شهادته لاسم آخر
cause-certificate-revoked = أُلغيت شهادته
cause-certificate-invalid = شهادته غير صالحة
cause-no-tls = لا يردّ باتصال مشفَّر
cause-tls-required = لا يردّ إلا باتصال مشفَّر
cause-tls-mismatch = لا طريقة تشفير مشتركة

## The keychain, which desktops call a keyring.

keyring-locked = سلسلة مفاتيحك مقفلة.
keyring-locked-as-of = سلسلة مفاتيحك مقفلة. تظهر المنشورات المحمَّلة في { $time }.
keyring-locked-until-exit = سلسلة مفاتيحك مقفلة. افتحها لتبقى مسجّل الدخول بعد إغلاق Hearth.
keyring-silent = لا تستجيب سلسلة مفاتيحك.
keyring-silent-as-of = لا تستجيب سلسلة مفاتيحك. تظهر المنشورات المحمَّلة في { $time }.
keyring-silent-until-exit = لا تستجيب سلسلة مفاتيحك. سيُطلب منك تسجيل الدخول كلما شغّلت Hearth حتى تستجيب.
keyring-region = سلسلة المفاتيح
keyring-unlock = فتح القفل
keyring-unlock-first = سلسلة مفاتيحك مقفلة، وجلستك محفوظة فيها. افتح قفلها، ثم أعد المحاولة.
keyring-not-unlocked = لم يُفتح قفل سلسلة مفاتيحك.
keyring-no-answer = لا تستجيب سلسلة مفاتيحك. أعد المحاولة بعد لحظات.

## A file under a passphrase, where there is no keychain.

passphrase-needed = جلستك محميّة بعبارة مرور. أدخلها لتتصل.
passphrase-needed-until-exit = جلساتك محميّة بعبارة مرور. أدخلها لتبقى مسجّل الدخول بعد إغلاق Hearth.
passphrase-begin = استخدام عبارة مرور…
passphrase-heading = أدخل عبارة المرور
passphrase-heading-new = البقاء مسجّل الدخول بعبارة مرور
passphrase-intro = جلساتك على هذا الحاسوب مشفَّرة بها.
passphrase-intro-new = يشفّر Hearth بها جلساتك في ملف، ويطلبها عند كل تشغيل. لا يستطيع أحد استعادتها: تسجّل الدخول من جديد إن نسيتها.
passphrase-label = عبارة المرور
passphrase-forgotten = نسيتها
passphrase-use = استخدام هذه العبارة
passphrase-wrong = عبارة المرور خطأ.
passphrase-damaged = الملف الذي فيه جلساتك تالف. سجّل الدخول من جديد ليُستبدل.

## The check of a server.

check-heading = الخادم
check-intro = ما يدعمه الخادم وسرعة ردّه. لا يتغيّر فيه شيء.
check-begin = فحص هذا الخادم
check-title = فحص الخادم
check-running = جارٍ الفحص…
check-compare = المقارنة مع
check-compare-none = لا خادم آخر
check-finding = النتيجة
check-copy = النسخ نصًّا
check-reached = يردّ
check-local-off = خادم هذا الحاسوب لا يعمل.
check-yes = نعم
check-no = لا
check-program = البرنامج
check-program-hearth = Hearth‏ { $version }
check-program-other = خادم آخر بالواجهة نفسها
check-encryption = الاتصال
check-encryption-local = خاصّ بهذا الحاسوب
# $version is the version of a protocol, such as HTTP/2.
check-encryption-tls = مشفَّر ({ $version })
check-encryption-none = غير مشفَّر ({ $version })
check-certificate = الشهادة
check-certificate-value = من { $issuer }، صالحة حتى { $date }
check-latency = مدة الردّ
check-milliseconds =
    { $count ->
        [zero] { $count } ملّي ثانية
        [one] ملّي ثانية واحدة
        [two] ملّي ثانيتان
        [few] { $count } ملّي ثوانٍ
        [many] { $count } ملّي ثانية
       *[other] { $count } ملّي ثانية
    }
check-clock = الساعة
check-clock-unknown = لا يذكر الخادم الوقت
check-clock-same = مثل ساعة هذا الحاسوب
check-clock-ahead =
    { $count ->
        [zero] تسبق ساعة هذا الحاسوب بـ { $count } ثانية
        [one] تسبق ساعة هذا الحاسوب بثانية واحدة
        [two] تسبق ساعة هذا الحاسوب بثانيتين
        [few] تسبق ساعة هذا الحاسوب بـ { $count } ثوانٍ
        [many] تسبق ساعة هذا الحاسوب بـ { $count } ثانية
       *[other] تسبق ساعة هذا الحاسوب بـ { $count } ثانية
    }
check-clock-behind =
    { $count ->
        [zero] تتأخّر عن ساعة هذا الحاسوب بـ { $count } ثانية
        [one] تتأخّر عن ساعة هذا الحاسوب بثانية واحدة
        [two] تتأخّر عن ساعة هذا الحاسوب بثانيتين
        [few] تتأخّر عن ساعة هذا الحاسوب بـ { $count } ثوانٍ
        [many] تتأخّر عن ساعة هذا الحاسوب بـ { $count } ثانية
       *[other] تتأخّر عن ساعة هذا الحاسوب بـ { $count } ثانية
    }
check-events = تحديثات مباشرة
check-text-search = البحث في المنشورات
check-people-search = البحث عن أشخاص
check-names = أسماء معروضة
check-sort = المنشورات الأعلى والرائجة
check-drafts = مسودات
check-idempotency = يُحفظ المنشور مرة واحدة حتى إن انقطع الاتصال
check-sessions = قائمة جلساتك
check-account = إعدادات الحساب
