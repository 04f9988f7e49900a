using System.IO;
using Sim.CoreEmulator.Programs;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary>Reads the program that a <c>sim core</c> command was given.</summary>
internal static class CoreProgram
{
    private const long Largest = 1L << 30;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is not there, or no program.</exception>
    public static ElfFile Read(string? path)
    {
        if (path is null)
        {
            throw new InputException("no program given");
        }

        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw new InputException(new InputError(path, 0, 0, Directory.Exists(path) ? "is a folder; must be an ELF program" : "no such file"));
        }

        return file.Length > Largest
            ? throw new InputException(new InputError(path, 0, 0, "larger than 1 GiB; no program that Sim could load"))
            : ElfFile.Read(path, File.ReadAllBytes(path));
    }
}
