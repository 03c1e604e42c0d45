### Why the app's own database does not run.

# $dir, $file, $path and the like are names of directories and files; $pid is the number of a process; $cause is often what
# PostgreSQL said, in English.
database-in-use = قاعدة البيانات في { $dir } مستخدَمة الآن. أغلق نسخة Hearth الأخرى أولًا.
database-in-use-by = قاعدة البيانات في { $dir } تستخدمها العملية { $pid } الآن. أغلق نسخة Hearth الأخرى أولًا.
database-no-postgres = لم يُعثر على PostgreSQL: لا النسخة المرفقة مع Hearth، ولا نسخة من الإصدار 14 أو أحدث في الأماكن المعتادة. ثبّته بمدير الحزم لديك، مثلًا: ‎apt-get install postgresql
database-bad-postgres = لا يمكن استخدام PostgreSQL الذي يحدّده HEARTH_POSTGRES_DIR، وهو { $dir }:‏ { $cause }. صحّح المتغيّر أو ألغِه.
database-other-version = قاعدة البيانات في { $dir } أنشأها PostgreSQL { $version }، ولا يوجد هنا إلا PostgreSQL { $found }. لم يتغيّر شيء؛ ثبّت PostgreSQL { $version } (مثلًا: { "\u2066" }apt-get install postgresql-{ $version }{ "\u2069" }) لفتحها.
database-foreign-directory = المجلد { $dir } ليس فارغًا، وما فيه ليس قاعدة بيانات لـ Hearth. لم يتغيّر شيء؛ اختر مجلدًا آخر، أو انقل محتواه إلى مكان آخر.
database-damaged = لا يمكن فتح قاعدة البيانات في { $dir }، لأن { $file } مفقود أو تالف. لم يتغيّر شيء؛ استعد المجلد كله من نسخة احتياطية، أو انقله إلى مكان آخر لتبدأ من جديد.
database-bad-settings = لا يستطيع PostgreSQL استخدام الإعدادات في { $file }:‏ { $cause }. صحّحها، أو استعد الملف من نسخة احتياطية، ثم أعد المحاولة.
database-bad-access-rules = لا يسمح { $file } لأحد بدخول قاعدة البيانات: { $cause }. استعد الملف من نسخة احتياطية، أو اكتب فيه هذا السطر، ثم أعد المحاولة: local all all trust
database-recovery = يجعل { $file } برنامج PostgreSQL ينتظر ملفات من أرشيف أو من خادم آخر. احذفه، إلا إذا كنت تستعيد قاعدة البيانات بهذه الطريقة، ثم أعد المحاولة.
database-limit-files = عدد الملفات التي يُسمح لـ PostgreSQL بفتحها معًا قليل جدًا. ارفع الحد إلى 1024 أو أكثر (‎ulimit -n 1024‎ أو ‎LimitNOFILE=1024‎ في وحدة الخدمة)، ثم أعد المحاولة.
database-limit-file-size = لا يُسمح لـ PostgreSQL بكتابة ملفات بالحجم الذي يحتاجه. ارفع الحد (‎ulimit -f unlimited‎ أو ‎LimitFSIZE=infinity‎ في وحدة الخدمة)، ثم أعد المحاولة.
database-limit-processes = لا يُسمح لـ PostgreSQL بتشغيل عمليات أخرى. ارفع الحد (‎ulimit -u‎ أو ‎TasksMax=‎ في وحدة الخدمة)، أو أنهِ برامج أخرى، ثم أعد المحاولة.
database-limit-memory = الذاكرة المتاحة لـ PostgreSQL قليلة جدًا. أغلق برامج أخرى، أو ارفع حد الحاوية أو الخدمة، ثم أعد المحاولة.
database-limit-semaphores = لم يبقَ في النظام ما يكفي من السيمافورات لـ PostgreSQL. ارفع kernel.sem، أو أنهِ قواعد بيانات أخرى، ثم أعد المحاولة.
database-shared-memory-full = الذاكرة المشتركة في ‎/dev/shm‎ ممتلئة أو أصغر مما يحتاجه PostgreSQL. أفسح فيها مكانًا، أو كبّرها (في حاوية: ‎--shm-size=64m‎)، ثم أعد المحاولة.
database-shared-memory = لا يستطيع PostgreSQL استخدام الذاكرة المشتركة في ‎/dev/shm:‏ { $cause }. ضمّها كما يفعل النظام (tmpfs، الصلاحيات 1777)، ثم أعد المحاولة.
database-unknown-process = يبدو أن العملية { $pid } تستخدم قاعدة البيانات في { $dir }، ولم يشغّلها Hearth. أوقفها، ثم أعد المحاولة.
database-unstoppable = العملية { $pid } تستخدم قاعدة البيانات في { $dir } ولا تتوقف. أنهها، أو أعد تشغيل الحاسوب، ثم أعد المحاولة.
database-disk-full = القرص الذي يحوي { $path } ممتلئ. أفسح بعض المكان، ثم أعد المحاولة؛ وما حُفظ في أمان.
database-read-only = يقع { $path } على نظام ملفات للقراءة فقط. اختر مجلدًا قابلًا للكتابة، أو أعد ضمّ النظام للكتابة.
database-permission = لا يمكن استخدام { $path } لقاعدة البيانات: الإذن مرفوض. اجعله ملكًا للمستخدم الذي يشغّل Hearth، أو اختر مجلدًا آخر.
database-root-unreachable = يرفض PostgreSQL أن يعمل بحساب root، والحساب { $account } الذي كان سيعمل به لا يستطيع دخول { $dir }. شغّل Hearth بالمستخدم الذي يملك قاعدة البيانات، أو انقلها إلى مجلد يستطيع { $account } دخوله.
database-root-no-account = يرفض PostgreSQL أن يعمل بحساب root، ولا يوجد حساب `hearth` ليعمل به، ولا `postgres` ولا `nobody`. أنشئ أحدها، أو شغّل Hearth بمستخدم عادي.
database-no-passwd-entry = لا يستطيع PostgreSQL إنشاء قاعدة بيانات للمستخدم رقم { $uid }، لأنه بلا اسم في هذا النظام. أضفه إلى ‎/etc/passwd‎، أو شغّل Hearth بمستخدم آخر.
database-bad-path = لا يصلح المجلد { $dir } لقاعدة البيانات بسبب اسمه ({ $cause }). اختر مجلدًا آخر.
database-unsafe-socket = المجلد { $dir } موجود لكنه ليس مجلدًا خاصًا بهذا المستخدم، فلا يمكن وضع مقبس قاعدة البيانات فيه. احذفه، ثم أعد المحاولة.
database-not-created = تعذّر على PostgreSQL إنشاء قاعدة بيانات جديدة في { $dir }:‏ { $cause }.
database-not-started = تعذّر تشغيل PostgreSQL على قاعدة البيانات في { $dir }:‏ { $cause }. سجلّه هو { $file }.
database-start-timeout =
    { $seconds ->
        [zero] لم يصبح PostgreSQL جاهزًا على قاعدة البيانات في { $dir }. أعد المحاولة؛ وما كان يفعله مذكور في سجلّه { $file }.
        [one] لم يصبح PostgreSQL جاهزًا على قاعدة البيانات في { $dir } خلال ثانية واحدة. أعد المحاولة؛ وما كان يفعله مذكور في سجلّه { $file }.
        [two] لم يصبح PostgreSQL جاهزًا على قاعدة البيانات في { $dir } خلال ثانيتين. أعد المحاولة؛ وما كان يفعله مذكور في سجلّه { $file }.
        [few] لم يصبح PostgreSQL جاهزًا على قاعدة البيانات في { $dir } خلال { $seconds } ثوانٍ. أعد المحاولة؛ وما كان يفعله مذكور في سجلّه { $file }.
        [many] لم يصبح PostgreSQL جاهزًا على قاعدة البيانات في { $dir } خلال { $seconds } ثانية. أعد المحاولة؛ وما كان يفعله مذكور في سجلّه { $file }.
       *[other] لم يصبح PostgreSQL جاهزًا على قاعدة البيانات في { $dir } خلال { $seconds } ثانية. أعد المحاولة؛ وما كان يفعله مذكور في سجلّه { $file }.
    }
database-crash-loop =
    { $count ->
        [zero] توقّف PostgreSQL من تلقاء نفسه، فلم يُشغَّل من جديد: { $cause }. سجلّه هو { $file }؛ وما حُفظ في أمان.
        [one] توقّف PostgreSQL من تلقاء نفسه مرة واحدة، فلم يُشغَّل من جديد: { $cause }. سجلّه هو { $file }؛ وما حُفظ في أمان.
        [two] توقّف PostgreSQL من تلقاء نفسه مرتين في وقت قصير، فلم يُشغَّل من جديد: { $cause }. سجلّه هو { $file }؛ وما حُفظ في أمان.
        [few] توقّف PostgreSQL من تلقاء نفسه { $count } مرات في وقت قصير، فلم يُشغَّل من جديد: { $cause }. سجلّه هو { $file }؛ وما حُفظ في أمان.
        [many] توقّف PostgreSQL من تلقاء نفسه { $count } مرة في وقت قصير، فلم يُشغَّل من جديد: { $cause }. سجلّه هو { $file }؛ وما حُفظ في أمان.
       *[other] توقّف PostgreSQL من تلقاء نفسه { $count } مرة في وقت قصير، فلم يُشغَّل من جديد: { $cause }. سجلّه هو { $file }؛ وما حُفظ في أمان.
    }
database-stopped = أُوقفت قاعدة البيانات.
database-file = تعذّر على Hearth استخدام { $path }:‏ { $cause }.

## What the server finds in it.

database-refuses = لا تسمح قاعدة البيانات لـ Hearth بالدخول: { $cause }. تحقّق من عنوانها ومستخدمها وكلمة مرورها، ومن أنها تعمل.
database-too-old = قاعدة البيانات هي PostgreSQL { $version }. يحتاج Hearth إلى الإصدار 14 أو أحدث.
database-foreign-tables = في قاعدة البيانات جداول لبرنامج آخر: { $cause }. حدّد قاعدة فارغة، أو قاعدة أنشأتها نسخة الخادم المكتوبة بـ Python. لم يتغيّر شيء.
database-not-migrated = تعذّر تحديث قاعدة البيانات: { $cause }. لم يتغيّر شيء.
database-newer = استُخدمت قاعدة البيانات مع إصدار أحدث من Hearth. ثبّت ذلك الإصدار أو إصدارًا أحدث منه.
database-encoding = ترميز قاعدة البيانات هو { $encoding }، ويحتاج Hearth إلى UTF8. أنشئ قاعدة جديدة بهذا الترميز، واملأها من نسخة من هذه القاعدة (pg_dump). لم يتغيّر شيء.
database-takes-no-changes = قاعدة البيانات للقراءة فقط الآن، ويجب تحديث جداولها. أعد المحاولة حين تقبل التغييرات.
database-extension = لا يُسمح لـ Hearth باستخدام الامتداد pg_trgm في المخطط { $schema }. اسمح له بذلك (GRANT USAGE ON SCHEMA)، ثم أعد المحاولة. لم يتغيّر شيء.

## Its key and its settings.

secret-not-saved = لا يمكن حفظ المفتاح الذي يوقّع الجلسات في { $file }:‏ { $cause }. أفسح مكانًا، أو اسمح لهذا المستخدم بالكتابة هناك.
secret-unreadable = لا يمكن قراءة السطر { $line } من { $file }. احذفه، أو احذف الملف كله: وهذا يُنهي كل الجلسات.
secret-damaged = المفتاح في { $file } تالف، ويمكن لأي أحد تخمينه. أعِد الملف من نسخة احتياطية، أو احذفه: ينهي ذلك كل الجلسات.
secret-link = { $file } رابط، ومجلده يخص مستخدمًا آخر. ضع الملف نفسه هناك، أو شغّل Hearth بهذا المستخدم.
secret-exposed = يمكن لمستخدمين آخرين على هذا الحاسوب قراءة { $file }، ومن حصل على المفتاح الذي فيه يستطيع تسجيل الدخول باسم أي شخص. نفّذ الأمر `chmod 600` عليه. وإن كان أحد قد قرأه، فاحذف الملف بدلًا من ذلك: سينهي هذا جميع الجلسات.
secret-missing = لا يوجد مفتاح في { $file } بعد. ينشئه التشغيل الأول.
config-invalid = لا يمكن أن تكون قيمة { $variable } هي «{ $value }». انظر الملف docs/configuration.md لمعرفة القيم الممكنة.
config-database-address = عنوان قاعدة البيانات ليس عنوان PostgreSQL:‏ { $cause }. يكون على شكل postgresql://user@host:5432/name.
config-mail = تم ضبط HEARTH_SMTP_URL، لكن رسائل البريد تحتاج أيضًا إلى { $variable }. راجع docs/configuration.md.
config-no-home = لا يوجد مجلد رئيسي لحفظ البيانات فيه. حدّد مجلدًا بـ ‎--data-dir‎ أو HEARTH_DATA_DIR.
config-data-dir = لا يمكن إنشاء مجلد البيانات { $dir }:‏ { $cause }. حدّد مجلدًا آخر بـ ‎--data-dir‎ أو HEARTH_DATA_DIR.
