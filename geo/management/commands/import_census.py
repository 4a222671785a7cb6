from geo.actions import set_census
from geo.census import CensusColumns, read_bands
from geo.management.commands import import_population


class Command(import_population.Command):
    help = "Import residents by age and gender from a CSV. Without --commit nothing is kept."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--age-field", default="age", help="such as 7, 0-4 or 85+")
        parser.add_argument("--gender-field", default="gender")

    def read(self, file, options, areas):
        fields = {"age": options["age_field"], "gender": options["gender_field"]}
        return read_bands(file, CensusColumns(**import_population.named(options), **fields), areas)

    def keep(self, found):
        return set_census(bands=found)
