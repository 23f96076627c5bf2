from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reminders', '0002_told_by_rungs'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='reminder',
            name='reminders_reminder_read',
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', True), ('state', 'new')), models.Q(('read_at__isnull', False), ('state', 'read')), models.Q(('read_at__isnull', True), ('state', 'over')), _connector='OR'), name='reminders_reminder_read'),
        ),
    ]
