using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Costs;

/// <summary>Makes a cost table of the cells of a file, and collects all its faults.</summary>
internal sealed class CostTableBuilder(string file)
{
    // A file with more faults than this is wrong throughout.
    private const int MostFaults = 20;

    private static readonly CostRow Empty = new()
    {
        Section = "",
        Mode = "",
        Parameters = "",
        CyclesMean = 0,
        CyclesP50 = 0,
        CyclesP99 = 0,
        Instructions = 0,
        Samples = 0,
        Confidence = 0,
    };

    private readonly List<CostRow> _rows = [];
    private readonly List<InputError> _faults = [];
    private readonly SortedDictionary<(string, string, string), long> _seen = [];
    private string? _core;
    private long _hertz;

    /// <summary>Adds a fault.</summary>
    public void Fault(long line, int column, string message)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new InputError(file, line, column, message));
        }
    }

    /// <summary>Takes the core's name or clock, if the cell is one of these.</summary>
    public bool TakeCore(in CostCell cell)
    {
        if (cell.Name == CostColumn.Core)
        {
            _core ??= cell.Text;
            Require(cell.Text == _core, cell, $"'{_core}', as in the rows before: a table is of one core");
            return true;
        }

        if (cell.Name != CostColumn.Frequency)
        {
            return false;
        }

        bool isRight = long.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long hertz) && hertz > 0;
        Require(isRight, cell, "the core's clock in whole hertz");
        _hertz = _hertz == 0 ? hertz : _hertz;
        Require(!isRight || hertz == _hertz, cell, string.Create(CultureInfo.InvariantCulture, $"{_hertz}, as in the rows before: a table is of one core"));
        return true;
    }

    /// <summary>Adds a row.</summary>
    public void Add(IReadOnlyList<CostCell> cells, long line)
    {
        int faults = _faults.Count;
        CostRow row = Empty;
        foreach (CostCell cell in cells)
        {
            row = Take(row, cell);
        }

        string[] missing = [.. Needed().Where(name => !cells.Any(cell => cell.Name == name))];
        if (missing.Length > 0)
        {
            Fault(line, 1, "a row without " + string.Join(", ", missing));
        }
        else if (!_seen.TryAdd((row.Section, row.Mode, row.Parameters), line))
        {
            long first = _seen[(row.Section, row.Mode, row.Parameters)];
            Fault(line, 1, string.Create(CultureInfo.InvariantCulture, $"section '{row.Section}', {row.Mode} ({row.Parameters}) is here a second time, first on line {first}; keep one"));
        }

        if (_faults.Count == faults)
        {
            _rows.Add(row);
        }
    }

    /// <summary>The table.</summary>
    /// <exception cref="InputException">The file had faults.</exception>
    public CostTable Finish()
    {
        if (_faults.Count == 0 && _rows.Count == 0)
        {
            Fault(1, 1, "no rows; a cost table is what sim core calibrate writes");
        }
        else if (_faults.Count == 0 && (_core is null || _hertz == 0))
        {
            Fault(1, 1, $"neither '{CostColumn.Core}' nor '{CostColumn.Frequency}' may be left out");
        }

        return _faults.Count > 0 ? throw new InputException(_faults) : new CostTable(_core!, new Frequency(_hertz), _rows);
    }

    private static IEnumerable<string> Needed() => CostColumn.Names.Skip(2);

    private CostRow Take(CostRow row, in CostCell cell)
    {
        string name = cell.Name;
        switch (name)
        {
            case CostColumn.Core or CostColumn.Frequency:
                TakeCore(cell);
                return row;
            case CostColumn.Section:
                Require(cell.Text.Length > 0, cell, "a section's name");
                return row with { Section = cell.Text };
            case CostColumn.Mode:
                Require(cell.Text is CostTable.Warm or CostTable.Cold, cell, "warm or cold");
                return row with { Mode = cell.Text };
            case CostColumn.Parameters:
                return row with { Parameters = cell.Text };
            default:
                return CostColumn.Numbers.FirstOrDefault(column => column.Name == name) is { } number ? Number(row, cell, number) : Unknown(row, cell);
        }
    }

    private CostRow Number(CostRow row, in CostCell cell, CostColumn column)
    {
        bool isRight = double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value) && (value >= 0 || column.MayBeNegative);
        Require(isRight, cell, column.MayBeNegative ? "a number" : "a number of 0 or more");
        return column.With(row, isRight ? value : 0);
    }

    private CostRow Unknown(CostRow row, in CostCell cell)
    {
        string hint = Edits.Nearest(cell.Name, [.. CostColumn.Names]) is { } nearest ? $"did you mean '{nearest}'?" : "it has " + string.Join(", ", CostColumn.Names);
        Fault(cell.Line, cell.Column, $"a cost table has no column '{cell.Name}'; {hint}");
        return row;
    }

    private void Require(bool holds, in CostCell cell, string expected)
    {
        if (!holds)
        {
            Fault(cell.Line, cell.Column, $"{cell.Name}: '{cell.Text}' given; must be {expected}");
        }
    }
}
