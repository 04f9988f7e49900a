using System.Collections.Generic;
using Sim.Experiments.Validation;

namespace Sim.Cli.Commands;

/// <summary>Prints the cases of validations in one of the forms that <c>sim validate</c> knows.</summary>
internal interface IValidationPrinter
{
    /// <summary>Takes a case as soon as it is decided.</summary>
    void Print(ValidationCase found);

    /// <summary>Takes what a validation says of its cases once it is over.</summary>
    void Print(IEnumerable<string> notes);

    /// <summary>All validations are over.</summary>
    void End();
}
