using System;
using System.Globalization;
using NUnit.Framework;

namespace Sim.Validation;

/// <summary>States the error of a validation, whether it is within its tolerance or not.</summary>
internal static class Validated
{
    /// <summary>Prints expected, found and error; fails where the error is beyond the tolerance.</summary>
    /// <param name="name">The case.</param>
    /// <param name="expected">The value from outside the project.</param>
    /// <param name="found">Sim's value.</param>
    /// <param name="tolerancePct">How far they may be apart, in percent of the expected value.</param>
    /// <param name="source">Where the expected value comes from.</param>
    public static void Near(string name, double expected, double found, double tolerancePct, string source)
    {
        double error = (found - expected) / expected * 100;
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name},{expected:G12},{found:G12},{error:G4},{tolerancePct},{source}"));
        Assert.That(Math.Abs(error), Is.LessThanOrEqualTo(tolerancePct), $"{name}: expected {expected}, found {found} ({source})");
    }
}
