namespace Sim.Scenarios.Yaml;

/// <summary>Where text came from: a file, or an option of the command line.</summary>
/// <param name="Label">The file as the user named it, or the option as written.</param>
/// <param name="Directory">The folder against which relative paths in the text are resolved.</param>
/// <param name="HasLines">Whether line and column mean anything to the reader of a fault.</param>
internal sealed record Origin(string Label, string Directory, bool HasLines = true)
{
    /// <summary>Of things that nobody wrote, such as the options of a part that were left out.</summary>
    public static readonly Origin Nowhere = new("", "", HasLines: false);
}
