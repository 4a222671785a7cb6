"""The API of cross tables: every number with the filters that lead to its remarks."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from mapconsult.feedback.reading import Reading
from mapconsult.feedback.schema import filter_parameters
from mapconsult.insight.asked import asked_of
from mapconsult.insight.cross.dimensions import Nothing
from mapconsult.insight.cross.table import check_pair, cross, dimension_of
from mapconsult.insight.serializers import UnitQuery
from mapconsult.insight.shares import per_cent
from mapconsult.insight.units import UNITS

DIMENSIONS = _(
    "category, kind, state, outcome, channel, phase, district, gmina, powiat, voivodeship or month; officials"
    " also: stakeholder, code, question-<id>."
)


class CrossQuery(UnitQuery):
    rows = serializers.CharField(max_length=30, help_text=DIMENSIONS)
    columns = serializers.CharField(max_length=30, required=False, help_text=DIMENSIONS)


class CrossValueSerializer(serializers.Serializer):
    key = serializers.CharField(allow_null=True)
    label = serializers.CharField()
    n = serializers.IntegerField()
    share = serializers.FloatField(help_text=_("Per cent of the total."))
    query = serializers.CharField(help_text=_("The filters that lead to these remarks."))


class CrossDimensionSerializer(serializers.Serializer):
    dimension = serializers.CharField()
    label = serializers.CharField()
    values = CrossValueSerializer(many=True)


class CrossCellSerializer(serializers.Serializer):
    n = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True, help_text=_("Per cent of the total."))
    share_of_row = serializers.FloatField(allow_null=True)
    share_of_column = serializers.FloatField(allow_null=True)
    query = serializers.CharField(allow_null=True, help_text=_("Null where there are none."))


class CrossSerializer(serializers.Serializer):
    """Where a remark may have several values, and for persons, numbers do not add up to the totals."""

    unit = serializers.ChoiceField(UNITS)
    total = serializers.IntegerField()
    left_out = serializers.IntegerField(help_text=_("Without a value of one of the dimensions."))
    query = serializers.CharField()
    rows = CrossDimensionSerializer()
    columns = CrossDimensionSerializer(allow_null=True)
    cells = serializers.ListField(
        child=serializers.ListField(child=CrossCellSerializer()), help_text=_("Rows of cells.")
    )


class CrossView(APIView):
    """Remarks or persons by two dimensions, with totals and shares."""

    @extend_schema(parameters=[*filter_parameters(), CrossQuery], responses=CrossSerializer, tags=["results"])
    def get(self, request, slug):
        reading = Reading(request, slug).check()
        asked = asked_of(reading, CrossQuery)
        rows = dimension_of(reading, asked["rows"], "rows")
        columns = dimension_of(reading, asked["columns"], "columns") if "columns" in asked else Nothing()
        check_pair(rows, columns)
        return reading.answer(
            lambda: Response(told_cross(reading, rows, columns, asked["unit"])), *asked.items()
        )


def told_cross(reading, rows, columns, unit):
    """The answer for a table of two dimensions."""
    table = cross(reading, rows, columns, unit)
    return {
        "unit": unit,
        "total": table.total,
        "left_out": table.left_out,
        "query": _query(reading, (rows, None), (columns, None)),
        "rows": _dimension(reading, rows, table.rows, table.total, beside=columns),
        "columns": _dimension(reading, columns, table.columns, table.total, beside=rows)
        if columns.name
        else None,
        "cells": [
            [_cell(reading, table, (rows, row), (columns, column)) for column in table.columns]
            for row in table.rows
        ],
    }


def _dimension(reading, dimension, values, total, *, beside):
    rows = [
        {
            "key": None if value.key is None else str(value.key),
            "label": value.label,
            "n": value.n,
            "share": per_cent(value.n, total),
            "query": _query(reading, (dimension, value), (beside, None)),
        }
        for value in values
    ]
    return {"dimension": dimension.name, "label": dimension.label, "values": rows}


def _cell(reading, table, row, column):
    n = table.cells.get((row[1].key, column[1].key), 0)
    return {
        "n": n,
        "share": per_cent(n, table.total),
        "share_of_row": per_cent(n, row[1].n),
        "share_of_column": per_cent(n, column[1].n),
        "query": _query(reading, row, column) if n else None,
    }


def _query(reading, *places):
    """The filter state of the reading, narrowed to a value of each dimension (None: to all of them), as an
    address has it."""
    asked = reading.filters.data
    query = asked.copy()
    for name in asked:
        if name not in reading.filters.filters:
            del query[name]
    for dimension, value in places:
        if value is None:
            dimension.narrow(query)
        else:
            dimension.ask(query, value.key)
    return query.urlencode()
