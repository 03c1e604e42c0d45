### Choosing a server, and connecting to it.

choose-server-heading = بأي خادم تريد الاتصال؟
choose-server-intro = تُحفظ منشوراتك على خادم واحد. يمكنك الاتصال بخادم آخر لاحقًا.
choose-server-local-intro = خاص بك، ويعمل دون اتصال، ولا يحتاج إلى إعداد.
choose-server-local-use = استخدام هذا الحاسوب
choose-server-remote = خادم آخر
choose-server-remote-intro = انضمّ إلى خادم يديره شخص آخر.
choose-server-address = عنوان الخادم
choose-server-address-missing = أدخل عنوان الخادم.
choose-server-recent = الخوادم الأخيرة
choose-server-forget = إزالة { $server } من القائمة
choose-server-connect = اتصال
start-heading = يجري تشغيل Hearth
start-failed = تعذّر تشغيل Hearth
start-unreachable = تعذّر الاتصال بالخادم
start-details = التفاصيل
start-first = يجري الإعداد. يستغرق هذا بضع ثوانٍ…
start-running = يستغرق هذا لحظة…
start-retry = إعادة المحاولة
start-show-log = عرض السجل
start-other-server = تغيير الخادم
start-no-response = لا يستجيب Hearth
step-find-database = العثور على PostgreSQL
step-create-database = إنشاء قاعدة البيانات
step-start-database = تشغيل قاعدة البيانات
step-migrate = تحديث قاعدة البيانات
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
log-copied = نُسخ
log-selected = السجل محدَّد. اضغط { $keys } لنسخه.
