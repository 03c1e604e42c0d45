### Why there is no connection to a server, and what the keychain has to do with it.

## At the address of a server that was entered. $address is as short as `localhost:8000`.

address-refused = رفض { $address } الاتصال. تحقّق من العنوان ومن رقم المنفذ، ومن أن الخادم يعمل.
address-dns-failure = تعذّر العثور على { $address }. تحقّق من كتابة العنوان ومن اتصالك بالشبكة.
address-network-unreachable = تعذّر الوصول إلى { $address }. تحقّق من اتصالك بالشبكة.
address-timed-out = لا يردّ { $address }. تحقّق من العنوان، أو أعد المحاولة لاحقًا.
address-lost = لم يردّ { $address } بما يفهمه Hearth. تحقّق من العنوان ومن رقم المنفذ.
address-failed = تعذّر الاتصال بـ { $address }. تحقّق من العنوان؛ السبب مذكور في السجل.
address-certificate-untrusted = شهادة { $address } موقَّعة ذاتيًا، أو من جهة لا يثق بها هذا الحاسوب. تحقّق من العنوان، أو اسأل المسؤول عن الخادم.
address-certificate-expired = انتهت صلاحية شهادة { $address }. تحقّق من ساعة هذا الحاسوب، أو اسأل المسؤول عن الخادم.
address-certificate-not-yet = لم تبدأ صلاحية شهادة { $address } بعد. تحقّق من ساعة هذا الحاسوب، أو اسأل المسؤول عن الخادم.
address-certificate-name = شهادة { $address } لاسم آخر. تحقّق من العنوان، أو اسأل المسؤول عن الخادم.
address-certificate-revoked = ألغت الجهة المُصدِرة شهادة { $address }. اسأل المسؤول عن الخادم.
address-certificate-invalid = شهادة { $address } لا تصلح لخادم. اسأل المسؤول عن الخادم.
address-no-tls = لا يردّ { $address } باتصال مشفَّر. تحقّق من رقم المنفذ. وإن كان الخادم بلا تشفير فاكتب ‎http://‎ قبل عنوانه.
address-tls-required = لا يردّ { $address } إلا باتصال مشفَّر. اكتب ‎https://‎ قبل عنوانه.
address-tls-mismatch = لا توجد طريقة تشفير مشتركة بين { $address } وهذا الحاسوب. اسأل المسؤول عن الخادم.
# Here $address is a whole one, such as https://hearth.example.org/.
address-redirected = يحيل هذا العنوان إلى { $address }. إن كنت تثق به فأدخل ذلك العنوان بدلًا منه.
address-not-hearth = هذا العنوان ليس خادم Hearth:‏ { $address }. تحقّق منه، أو اسأل المسؤول عن الخادم.

## Of a server that was there before.

error-insecure = لا يوجد اتصال آمن بالخادم ({ $cause }). تحقّق من ساعة هذا الحاسوب ومن شبكته، أو اسأل المسؤول عن الخادم.
error-redirected = يحيل الخادم إلى خادم آخر. تحقّق من شبكتك، أو اسأل المسؤول عن الخادم.
error-no-answer = لم يردّ الخادم. أعد المحاولة.
cause-timed-out = تأخّر كثيرًا
cause-failed = تعذّر الاتصال
cause-certificate-untrusted = شهادته ليست من جهة موثوقة
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
