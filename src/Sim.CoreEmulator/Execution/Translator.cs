namespace Sim.CoreEmulator.Execution;

/// <summary>Makes host code of blocks.</summary>
internal sealed class Translator
{
    /// <summary>Translates a block.</summary>
    public TranslatedCode? Translate(Block block) => block.Translated;
}
