using System.IO;
using Sim.Kernel;

namespace Sim.Experiments;

/// <summary>A program that the assembly holds.</summary>
internal static class EmbeddedProgram
{
    /// <summary>Its ELF file.</summary>
    /// <param name="name">Its name without the ending.</param>
    public static byte[] Read(string name)
    {
        using Stream stream = typeof(EmbeddedProgram).Assembly.GetManifestResourceStream(name + ".elf")
            ?? throw new InvariantException($"the assembly holds no program {name}.elf");
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
