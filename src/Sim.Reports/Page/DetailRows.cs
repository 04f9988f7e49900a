using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Reports.Results;

namespace Sim.Reports.Page;

/// <summary>The totals of a few VMs or hosts: the rows of <c>vms.csv</c> or <c>hosts.csv</c> that a table shows beside their time lines.</summary>
internal sealed class DetailRows
{
    private readonly OrderedDictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly ResultTable? _table;

    public DetailRows(ResultReader reader, string table, string key, IReadOnlyList<string> names)
    {
        if (!reader.Has(table) || !reader.ColumnsOf(table).Contains(key, StringComparer.Ordinal))
        {
            return;
        }

        _table = reader.ReadWhere(table, key, new HashSet<string>(names, StringComparer.Ordinal));
        Cells keys = new(_table, key);
        for (int row = 0; row < _table.Rows; row++)
        {
            _rows.TryAdd(keys[row], row);
        }
    }

    /// <summary>A cell as text; a dash where there is none.</summary>
    public string Text(string name, string column) =>
        Find(name, column) is int row ? new Cells(_table!, column)[row] : Human.None;

    /// <summary>A cell as a number with its unit, scaled.</summary>
    public string Number(string name, string column, string unit) => Human.WithUnit(Value(name, column), unit);

    /// <summary>A cell as a number; NaN where there is none.</summary>
    public double Value(string name, string column) =>
        Find(name, column) is int row && _table!.IsReal(column) ? _table.Real(column)[row] : double.NaN;

    private int? Find(string name, string column) =>
        _table is not null && _table.Has(column) && _rows.TryGetValue(name, out int row) ? row : null;
}
