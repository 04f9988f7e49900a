using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Experiments.Validation;

namespace Sim.Cli.Commands;

/// <summary>The cells of a row of <see cref="ValidationTable"/> as text.</summary>
internal static class ValidationCells
{
    /// <summary>With the 9 digits that results promise; NaN is an empty cell.</summary>
    public static IEnumerable<string> Of(ValidationCase found) => ValidationTable.Cells(found).Select(cell => cell switch
    {
        double number when double.IsNaN(number) => "",
        double number => number.ToString("G9", CultureInfo.InvariantCulture),
        _ => (string)cell,
    });
}
