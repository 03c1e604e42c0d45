### Choosing a place, and the way there.

place-heading = أين Hearth الخاص بك؟
place-intro = تُحفظ منشوراتك في مكان واحد. يمكنك اختيار مكان آخر لاحقًا.
place-computer-intro = خاص بك، ويعمل دون اتصال، ولا يحتاج إلى إعداد.
place-computer-use = استخدام هذا الحاسوب
place-server = خادم آخر
place-server-intro = انضمّ إلى الناس على خادم يستضيفه أحدهم.
place-server-address = عنوان الخادم
place-server-missing = أدخل عنوان الخادم.
place-server-connect = اتصال
start-heading = يجري تشغيل Hearth
start-failed = تعذّر تشغيل Hearth
start-retry = إعادة المحاولة
start-show-log = عرض السجل
start-other-place = اختيار مكان آخر
start-unanswered = لا يستجيب Hearth
step-find-database = العثور على PostgreSQL
step-create-database = إنشاء قاعدة البيانات
step-start-database = تشغيل قاعدة البيانات
step-migrate = تحديث الجداول
step-serve = تشغيل الخادم
step-connect = الاتصال
step-restore-session = استعادة جلستك

## How far a step is, for who hears it.

step-with-state = { $step }: { $state }
step-waiting = في الانتظار
step-running = قيد التنفيذ
step-done = تمّ
step-failed = فشل

## The log.

log-heading = السجل
log-text = نص السجل
log-copied = نُسخ.
log-selected = السجل محدَّد: اضغط { $keys } لنسخه.
