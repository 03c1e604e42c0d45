### Why there is no connection to a server, and what the keychain has to do with it.

## At the address of a server that was entered. $address is as short as `localhost:8000`.

address-refused = لا شيء يردّ على { $address }: رُفض الاتصال. تحقّق من العنوان ومن رقم المنفذ، ومن أن الخادم يعمل.
address-dns-failure = لا يوجد { $address } على الشبكة. تحقّق من كتابة العنوان، ومن أنك متصل.
address-network-unreachable = لا يمكن الوصول إلى { $address } من هنا. تأكّد من أنك متصل بالشبكة.
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
address-redirected = يحيل هذا العنوان إلى { $address }. إن كنت تثق به فأدخله بدلًا منه.
address-not-hearth = ما يردّ على { $address } ليس خادم Hearth. تحقّق من العنوان، أو اسأل المسؤول عنه.

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
keyring-locked-as-of = سلسلة مفاتيحك مقفلة. يظهر ما حُمِّل في { $time }.
keyring-locked-until-exit = سلسلة مفاتيحك مقفلة. إن لم تفتحها فسيُطلب منك تسجيل الدخول من جديد بعد إغلاق Hearth.
keyring-silent = لا تستجيب سلسلة مفاتيحك.
keyring-silent-as-of = لا تستجيب سلسلة مفاتيحك. يظهر ما حُمِّل في { $time }.
keyring-silent-until-exit = لا تستجيب سلسلة مفاتيحك. إن لم تستجب فسيُطلب منك تسجيل الدخول من جديد بعد إغلاق Hearth.
keyring-region = سلسلة المفاتيح
keyring-unlock = فتح القفل
keyring-unlock-first = سلسلة مفاتيحك مقفلة، وجلستك محفوظة فيها. افتح قفلها، ثم أعد المحاولة.
keyring-not-unlocked = لم يُفتح قفل سلسلة مفاتيحك.
keyring-no-answer = لا تستجيب سلسلة مفاتيحك. أعد المحاولة بعد لحظات.
