using System.Collections.Generic;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation;

/// <summary>Cases in which the right answer is known from outside: from theory, or measured on a real system.</summary>
/// <remarks>
/// A case whose tolerance is not met stays in the table as a miss with its reason beside it; it is not removed, and its
/// tolerance is not widened to fit. A case that cannot be run here, say for want of a trace, is reported as
/// <see cref="Verdict.NotRun"/> with the reason.
/// </remarks>
[PluginKind("validations", "Sim against theory and real systems; sim validate runs them.")]
public interface IValidation
{
    /// <summary>Runs the cases one after the other and gives each as soon as it is decided.</summary>
    /// <param name="options">How; only the seed and the short form change what is found.</param>
    /// <exception cref="System.OperationCanceledException">The options' token was cancelled.</exception>
    IEnumerable<ValidationCase> Run(ValidationOptions options);

    /// <summary>What a reader must know to judge the table: the rule of the verdicts, what chance does; a sentence a line.</summary>
    /// <param name="cases">All cases of the run.</param>
    IEnumerable<string> Notes(IReadOnlyList<ValidationCase> cases);
}
