from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mapconsult.accounts.tracking import acting_command
from mapconsult.feedback import demo
from mapconsult.feedback.demo_people import load_users
from mapconsult.feedback.models import Remark
from mapconsult.insight.demo import load_codes


class Command(BaseCommand):
    help = "Load the demonstration: areas, consultations, remarks and sign-ins. Safe to run again."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The demonstration is loaded where DEMO=1 is set: its sign-ins are public.")
        with acting_command("load_demo"):
            self._load()

    def _load(self):
        loaded = demo.load_areas()
        self.stdout.write("Areas: " + ("schematic outlines loaded" if loaded else "kept as they are"))
        for consultation, made in demo.load_consultations():
            count = Remark.objects.of(consultation).count()
            self.stdout.write(f"{'Loaded' if made else 'There  '}  {consultation.slug}: {count} remarks")
        people = load_users(settings.DEMO_PASSWORD)
        demo.load_decisions()
        load_codes()
        self.stdout.write(f"Demo sign-ins, with the password {settings.DEMO_PASSWORD}:")
        for email, what in people.items():
            self.stdout.write(f"  {email:<40} {what}")
