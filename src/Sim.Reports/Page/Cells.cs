using System.Globalization;
using Sim.Reports.Results;

namespace Sim.Reports.Page;

/// <summary>The cells of a column as text, whatever they hold: names may be numbers, and were perhaps read as such.</summary>
internal readonly struct Cells
{
    private readonly string[]? _text;
    private readonly double[]? _numbers;

    public Cells(ResultTable table, string column)
    {
        _numbers = table.IsReal(column) ? table.Real(column) : null;
        _text = _numbers is null ? table.Text(column) : null;
    }

    /// <summary>The cell of a row, as it stands in the file.</summary>
    public string this[int row] => _text is not null ? _text[row] : Plain(_numbers![row]);

    private static string Plain(double value) => double.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture);
}
