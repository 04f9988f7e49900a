using System;
using System.Linq;
using Sim.Reports.Results;

namespace Sim.Reports.Page;

/// <summary>The rows of <c>slo.csv</c>.</summary>
internal sealed class Objectives
{
    private static readonly string[] Yes = ["true", "yes", "met", "1"];

    private readonly Cells _slo;
    private readonly Cells _value;
    private readonly bool[] _met;

    private Objectives(ResultTable table)
    {
        _slo = new Cells(table, "slo");
        _value = new Cells(table, "value");
        Cells met = new(table, "met");
        _met = [.. Enumerable.Range(0, table.Rows).Select(row => Yes.Contains(met[row], StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>How many there are.</summary>
    public int Count => _met.Length;

    /// <summary>How many were met.</summary>
    public int Met => _met.Count(met => met);

    /// <summary>One of them: what was asked, what was found, whether that meets it.</summary>
    /// <remarks>Found is not rounded: 5.0004 shown as 5 would seem to meet "at most 5".</remarks>
    public (string Slo, string Found, bool Met) this[int row] => (_slo[row], _value[row], _met[row]);

    /// <summary>Reads the table; null where the folder has none of that shape.</summary>
    public static Objectives? Read(ResultReader reader)
    {
        if (!reader.Has("slo"))
        {
            return null;
        }

        ResultTable table = reader.Read("slo", "slo", "value", "met");
        return table.Has("slo", "value", "met") ? new Objectives(table) : null;
    }
}
